from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gouji.checking.reports.wrapping import wrapped

_TEXT = st.text(st.sampled_from("收入预算，。（）“”《》 1234567890.,abc%"), max_size=120)


@given(_TEXT, st.integers(20, 60))
def test_nothing_is_lost_and_no_line_is_too_wide(text, width):
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


def test_numbers_and_closing_marks_stay_with_their_line():
    for width in range(12, 40):
        for line in wrapped("各项支出之和 1,190.00 与支出总计 1,200.00 不符，请核对（第 3 页）。", width):
            assert line[0] not in "，。）"
            assert not line.endswith(("1,", "1,1", "1,190.", "（"))


def test_empty_text_is_one_line():
    assert wrapped("", 40) == [""]
