"""Lines into passages: what goes on, what begins, what is a heading or no text at all."""

from __future__ import annotations

from gouji.model.disclosure import Place
from gouji.reading.narrative.paragraphs import passages
from gouji.reading.source import Paragraph
from tests.reading.narrative.telling import paragraphs


def body(*texts: str) -> list[tuple[bool, str]]:
    return [(passage.heading, passage.text) for passage in passages(paragraphs(*texts))[1]]


def test_a_number_wrapped_over_lines_is_whole() -> None:
    long = "2025年本部门收入预算5,319.80万元，其中：一般公共预算拨款收入5,319."
    assert body(long, "80万元，占100%。") == [(False, long + "80万元，占100%。")]


def test_a_sentence_goes_on_after_a_page_number() -> None:
    first = "本部门机关运行经费财政拨款预算100.00万元，比2024年预算数减"
    assert body(first, "- 12 -", "少20.00万元，下降16.67%。") == [(False, first + "少20.00万元，下降16.67%。")]


def test_running_heads_are_no_text() -> None:
    lines = []
    for page in (1, 2, 3):
        lines.append(Paragraph("青禾市档案局2025年部门预算公开", Place(page=page)))
        lines.append(Paragraph("2025年收入预算100.00万元，比上年增加10.00万元，主要是人员", Place(page=page)))
        lines.append(Paragraph("增加。", Place(page=page)))
    found = passages(lines)[1]
    assert all("预算公开" not in passage.text for passage in found)


def test_headings_numbered_paragraphs_and_sentences() -> None:
    assert body(
        "第三部分 情况说明",
        "五、2025年一般公共预算支出情况",
        "（一）一般公共服务支出（类）",
        "1.档案事务（款）行政运行（项）支出100.00万元。",
        "名词解释",
        "（十）上年结转：指以前年度尚未完成、结转到本年仍按",
        "原规定用途继续使用的资金。",
    ) == [
        (True, "第三部分情况说明"),
        (True, "五、2025年一般公共预算支出情况"),
        (True, "（一）一般公共服务支出（类）"),
        (False, "1.档案事务（款）行政运行（项）支出100.00万元。"),
        (True, "名词解释"),
        (False, "（十）上年结转：指以前年度尚未完成、结转到本年仍按原规定用途继续使用的资金。"),
    ]


def test_a_heading_swallowed_by_the_line_before_comes_apart() -> None:
    assert body("2025年机关运行经费预算为4.64万元三、政府采购预算情况2025年本部门政府采购预算8.20万元。") == [
        (False, "2025年机关运行经费预算为4.64万元"),
        (True, "三、政府采购预算情况"),
        (False, "2025年本部门政府采购预算8.20万元。"),
    ]
    assert body("（四）财政拨款收支预算情况的总体说明（详见表4）2026年财政拨款收支总预算5.00万元。")[0] == (
        True,
        "（四）财政拨款收支预算情况的总体说明（详见表4）",
    )


def test_a_name_broken_before_its_mark_goes_on() -> None:
    (passage,) = body(
        "5、社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休", "（项）。年初预算为1.00万元。"
    )
    assert passage == (
        False,
        "5、社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）。年初预算为1.00万元。",
    )


def test_the_table_of_contents_is_no_body() -> None:
    contents, found = passages(
        paragraphs(
            "目 录",
            "第一部分 概况......1",
            "一、主要职能",
            "1. 2025年收支总表 ……3",
            "第一部分 概况",
            "一、主要职能",
            "负责。",
        )
    )
    assert contents == ("第一部分概况", "一、主要职能", "1.2025年收支总表")
    assert [passage.text for passage in found] == ["第一部分概况", "一、主要职能", "负责。"]


def test_sentences_keep_brackets_and_quotation_marks_whole() -> None:
    (passage,) = passages(paragraphs("1.“其他支出”科目5.00万元（其中甲1.00万元。）比上年持平。第二句。"))[1]
    assert [sentence.text for sentence in passage.sentences()] == [
        "“其他支出”科目5.00万元（其中甲1.00万元。）比上年持平。",
        "第二句。",
    ]


def test_what_follows_a_table_does_not_go_on_with_its_caption() -> None:
    caption = "编制部门：青禾市人民政府档案和地方志工作街道办事处（本级） 单位：万元"
    assert [heading for heading, _ in body(caption, "其他相关情况说明")] == [False, True]
