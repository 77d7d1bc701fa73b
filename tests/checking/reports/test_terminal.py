import io

import pytest
from rich.cells import cell_len

from gouji.checking.reports.terminal import write_summary, write_text
from tests import report_samples as samples


def _text(report, width=80):
    stream = io.StringIO()
    write_text(report, samples.disclosure(), stream, titles=samples.TITLES, width=width)
    return stream.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_report_as_text(width, same_as_snapshot):
    same_as_snapshot(f"report-{width}.txt", _text(samples.report(), width))


def test_unchecked_document_as_text(same_as_snapshot):
    same_as_snapshot("unchecked.txt", _text(samples.unchecked_report()))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_fit_the_terminal(width):
    assert all(cell_len(line) <= width for line in _text(samples.report(), width).splitlines())


def test_piped_report_has_no_colour():
    assert "\x1b" not in _text(samples.report())


def test_share_stands_before_corrections_and_findings():
    text = _text(samples.report())
    assert text.index("可证金额") < text.index("建议更正") < text.index("发现的问题") < text.index("未核对的金额")


def test_summary_has_a_line_for_each_document():
    stream = io.StringIO()
    write_summary([("a.pdf", "98.0 %", "未发现错误。"), ("b\x1b.pdf", "—", "无法识读")], stream)
    assert stream.getvalue().count("可证") == 2
    assert "\x1b" not in stream.getvalue()
