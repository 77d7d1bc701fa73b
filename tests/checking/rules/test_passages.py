"""The narrative as rules look at it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.checking.rules.counts import numeral
from gouji.checking.rules.passages import BODY, CONTENTS, GLOSSARY, compact, passages, sentences
from tests.checking.rules.build import document

_CONTENTS = ("一、主要职能", "二、收支情况", "三、名词解释")
_LINES = (
    "目录",
    *_CONTENTS,
    "一、主要职能",
    "负责馆藏档案的收集、整理、保管和利用，",
    "并向社会开放。",
    "二、收支情况",
    "2025年收入100.00万元。",
    "三、名词解释",
    "一、财政拨款收入：指本级财政当年拨付的资金。",
    "二、单位预算编制说明",
)


def test_roles() -> None:
    found = passages(document(*_LINES, contents=_CONTENTS))
    roles = {passage.text: passage.role for passage in found if passage.role != CONTENTS}
    assert [passage.role for passage in found[:4]] == [CONTENTS] * 4
    assert roles["一、主要职能"] == BODY
    assert roles["三、名词解释"] == GLOSSARY
    assert roles["一、财政拨款收入：指本级财政当年拨付的资金。"] == GLOSSARY
    assert roles["二、单位预算编制说明"] == BODY


def test_wrapped_lines_are_joined_and_keep_their_section() -> None:
    found = passages(document(*_LINES, contents=_CONTENTS))
    passage = next(passage for passage in found if "并向社会开放" in passage.text)
    assert passage.text == "负责馆藏档案的收集、整理、保管和利用，并向社会开放。"
    assert passage.section == "一、主要职能"


def test_page_numbers_and_running_headers_are_dropped() -> None:
    lines = [
        line for n in range(5) for line in ("示例市档案馆2025年部门预算公开", f"第{n}页的说明文字在这里。", f"- {n} -")
    ]
    found = passages(document(*lines, pages=[n // 3 + 1 for n in range(len(lines))]))
    assert [passage.text for passage in found] == [f"第{n}页的说明文字在这里。" for n in range(5)]


def test_a_reason_on_a_line_of_its_own_belongs_to_its_sentence() -> None:
    found = passages(document("收入支出总计持平。主要原因：", "合同付款减少。"))
    assert [passage.text for passage in found] == ["收入支出总计持平。主要原因：合同付款减少。"]


@given(st.text("甲乙丙，。；（）“”0123456789", max_size=60))
def test_sentences_make_up_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text


@given(st.text(max_size=40))
def test_compact_leaves_no_space(text: str) -> None:
    assert compact(compact(text)) == compact(text)
    assert not any(character.isspace() for character in compact(text))


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("十", 10), ("十二", 12), ("二十", 20), ("四十六", 46), ("两", 2), ("120", 120)]
)
def test_numerals(text: str, number: int) -> None:
    assert numeral(text) == number


def test_offices_listed_below_are_counted() -> None:
    from tests.checking.rules.build import found

    lines = ("示例市档案馆设3个内设机构，包括：", "（一）办公室。承担日常工作。", "（二）保管科。承担保管工作。")
    assert "下面列出2个" in found("G332", document(*lines))[0].message
    assert not found("G332", document(*lines, "（三）利用科。承担利用工作。"))
