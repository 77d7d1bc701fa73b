"""What a document says in words is taken over whole, in the punctuation it was printed in."""

from __future__ import annotations

import pytest

from gouji.ledgers.reconstruct.naming import Naming
from gouji.ledgers.reconstruct.texts import texts_of, wide_punctuation
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Disclosure, DocumentInfo, Place, Section, SourceFile, Statement

SENTENCE = "2025年机关运行经费预算9万元，比2024年减少1万元，下降10.00%。"
POINT = Coordinates(year=2025, item="agency_operating_expenses")


def disclosure(sections: tuple[Section, ...], sentence: str = SENTENCE) -> Disclosure:
    change = Statement(
        "s1", "change", "其他", sentence, Place(), coordinates=POINT, direction="decrease", span=(25, 28)
    )
    info = DocumentInfo("甲局2025年部门预算", "甲局", 2025, "budget", "万元", SourceFile("", "", "text"))
    return Disclosure(info, (), (change,), (), (), ("甲局本级", "甲局信息中心"), (), sections, (), ())


def texts(*sections: Section, sentence: str = SENTENCE):  # type: ignore[no-untyped-def]
    found = disclosure(sections, sentence)
    return texts_of(found, Naming(found))


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("负责会议,承办公文;其他", "负责会议，承办公文；其他"),
        ("合计1,234元,其中:甲", "合计1,234元，其中：甲"),
        ("8:30至9:00", "8:30至9:00"),
        ("≥95%,优", "≥95%，优"),
    ],
)
def test_punctuation_between_chinese_letters_is_wide(narrow: str, wide: str) -> None:
    assert wide_punctuation(narrow) == wide


def test_lines_that_a_page_cut_are_joined_and_units_are_no_offices() -> None:
    found = texts(
        Section("主要职能", 1, "主要职能包括：\n1.承担甲事务的\n组织工作。\n2.承办乙事。", Place()),
        Section(
            "机构设置", 1, "内设办公室、业务处。\n本部门预算单位包括甲局本级、甲局信息中心。\n甲局信息中心。", Place()
        ),
    )
    assert found.functions == ("承担甲事务的组织工作。", "承办乙事。")
    assert found.institutions == ("内设办公室、业务处。",)


def test_terms_that_a_page_cut_are_whole() -> None:
    found = texts(
        Section(
            "名词解释", 0, "一、其他收入:指除“事业收\n入”以外的收入,如利息。\n二、基本支出：维持运转的支出。", Place()
        )
    )
    assert found.glossary == (
        ("其他收入", "指除“事业收入”以外的收入，如利息。"),
        ("基本支出", "维持运转的支出。"),
    )


@pytest.mark.parametrize(
    ("sentence", "behind"),
    [
        (SENTENCE.replace("。", "，主要原因是压减开支。"), ""),
        (SENTENCE.replace("。", "，主要原因压减开支。"), ""),
        (SENTENCE, "主要原因是压减开支。"),
    ],
)
def test_a_reason_stands_behind_the_change_or_in_the_next_sentence(sentence: str, behind: str) -> None:
    found = texts(Section("机关运行经费", 2, sentence + behind, Place()), sentence=sentence)
    assert found.reasons == (("agency_operating_expenses", "压减开支"),)


def test_no_reason_is_made_of_what_follows() -> None:
    found = texts(Section("机关运行经费", 2, SENTENCE + "政府采购另行说明。", Place()))
    assert found.reasons == ()
