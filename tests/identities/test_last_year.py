"""Last year's document in this year's system: it bears out what is said of it and is never what is put right."""

from __future__ import annotations

from gouji.checking.examine import examine
from gouji.checking.findings import Level, Report
from gouji.checking.reports.wording import place_text
from gouji.model.disclosure import Disclosure, SourceFile
from gouji.reading.pipeline import read_blocks
from gouji.reading.source import Grid, GridCell, Paragraph, Source


def _document(year: int, total: str, meals: str, *sentences: str) -> Disclosure:
    rows = (("项目", "合计"), ("“三公”经费", total), ("公务接待费", meals), ("公务用车运行维护费", "6.00"))
    spent = (("科目编码", "科目名称", "合计"), ("", "合计", "100.00"), ("201", "一般公共服务支出", "100.00"))
    return read_blocks(
        Source(
            SourceFile(f"{year}.txt", "", "text"),
            (
                Paragraph(f"某市样例局{year}年部门预算"),
                Paragraph("部门支出总表"),
                Paragraph("单位：万元"),
                Grid(tuple(tuple(map(GridCell, row)) for row in spent)),
                Paragraph("一般公共预算“三公”经费支出表"),
                Paragraph("单位：万元"),
                Grid(tuple(tuple(map(GridCell, row)) for row in rows)),
                Paragraph("七、“三公”经费情况说明"),
                *map(Paragraph, sentences),
            ),
        )
    )


def _checked(sentence: str) -> Report:
    return examine(_document(2026, "10.00", "4.00", sentence), _document(2025, "14.00", "8.00"))


def test_a_change_is_proved_against_the_year_it_speaks_of() -> None:
    report = _checked("2026年公务接待费预算4万元，比上年减少4万元。")
    assert report.statements.proved == report.statements.amounts == 2
    assert not report.corrections


def test_a_wrong_change_is_put_right_not_last_years_document() -> None:
    report = _checked("2026年公务接待费预算4万元，比上年减少3万元。")
    ((correction, finding),) = [
        (c, f) for c in report.corrections for f in report.findings if f.code == "G103" and f.places[0].cell == c.cell
    ]
    assert (correction.printed, correction.expected) == ("3", "4")
    assert finding.level is Level.ERROR
    assert "增减额为3万元" in finding.message
    assert "《2025年文件·一般公共预算“三公”经费支出表》“公务接待费”行“合计”列" in map(place_text, finding.places)


def test_a_change_cut_off_after_its_last_digit_is_a_slight_thing() -> None:
    """10.40 under 14.00 is 3.60: 3万元 is cut off, not wrong by a whole step."""
    report = examine(
        _document(2026, "10.40", "4.40", "2026年公务接待费预算4.40万元，比上年减少3万元。"),
        _document(2025, "14.00", "8.00"),
    )
    (finding,) = [finding for finding in report.findings if finding.code == "G103"]
    assert finding.level is Level.WARNING
    assert "尾差" in finding.message


def test_the_budget_that_was_adjusted_is_held_against_what_is_given_as_its_figures() -> None:
    def adjusted(start: str) -> Disclosure:
        rows = (
            ("科目编码", "科目名称", "年初预算数", "调整数", "调整后预算数"),
            ("201", "一般公共服务支出", start, "-20.00", "80.00"),
            ("", "合计", start, "-20.00", "80.00"),
        )
        grid = Grid(tuple(tuple(map(GridCell, row)) for row in rows), exact=True)
        lines = ("某市样例局2026年部门预算调整", "支出预算调整表", "单位：万元")
        return read_blocks(Source(SourceFile("调整.txt", "", "text"), (*map(Paragraph, lines), grid)))

    original = _document(2026, "10.00", "4.00")
    assert not examine(adjusted("100.00"), original).corrections
    wrong = examine(adjusted("101.00"), original)
    assert {(c.printed, c.expected) for c in wrong.corrections} == {("101.00", "100.00")}
