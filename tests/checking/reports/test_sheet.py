import io
from dataclasses import replace

import openpyxl

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.reports.catalogue import catalogue
from gouji.checking.reports.sheet import check_sheet
from gouji.checking.rule import rule
from tests import report_samples as samples


@rule("G401", "项目合计不符", Level.ERROR, basis="某办法")
def _skipped(disclosure):
    """说明。"""
    return ()


@rule("G204", "空表未说明", Level.WARNING)
def _clean(disclosure):
    """说明。"""
    return ()


@rule("G501", "没有说明变动原因", Level.WARNING)
def _found(disclosure):
    """说明。"""
    return ()


ENTRIES = catalogue((_skipped, _clean, _found))


def _book(report=None):
    return openpyxl.load_workbook(io.BytesIO(check_sheet(report or samples.report(), samples.disclosure(), ENTRIES)))


def _rows(sheet):
    return [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def test_check_sheet(same_as_snapshot):
    book = _book()
    lines = []
    for sheet in book:
        lines.append(f"== {sheet.title}")
        lines += ["\t".join(value.replace("\n", "⏎") for value in row).rstrip() for row in _rows(sheet)]
    same_as_snapshot("sheet.txt", "\n".join(lines) + "\n")


def test_each_check_has_an_outcome_and_each_finding_one_line():
    rows = [row for row in _rows(_book()["检查表"]) if row[0].isdigit()]
    assert {row[3] for row in rows if row[1] != "及时性"} <= {"符合", "不符合", "不适用"}
    for finding in samples.report().findings:
        assert sum(finding.message in row[4] for row in rows) == 1
    outcomes = {row[2]: row[3] for row in rows}
    assert outcomes["无“空表未说明”的情形"] == "符合"
    assert outcomes["无“项目合计不符”的情形"] == "不适用"
    assert outcomes["无“没有说明变动原因”的情形"] == "不符合"


def test_nothing_checked_is_nowhere_called_sound():
    sheet = _book(samples.unchecked_report())["检查表"]
    tables = [row for row in _rows(sheet) if row[1] == "公开表格"]
    assert tables
    assert all(row[3] == "不适用" for row in tables)
    assert any("不能视为通过" in row[0] for row in _rows(sheet))


def test_text_of_the_document_never_becomes_a_formula():
    formula = '=HYPERLINK("http://example.org","x")'
    place = FindingPlace(formula, formula, formula)
    finding = Finding("G999", Level.ERROR, formula, (place,), (formula, "+1"), "-1.00", "@x", formula)
    report = replace(samples.report(), findings=(finding,), remaining=(("t0:r0", formula),))
    for sheet in _book(report):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None


def test_prints_on_a4_landscape_with_its_header_on_every_page():
    for sheet in _book():
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows
        assert sheet.page_setup.fitToHeight == 0
