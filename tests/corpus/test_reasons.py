from __future__ import annotations

from pathlib import Path

from gouji.corpus.reasons import reasons_of
from gouji.model.disclosure import Disclosure, Place, Section, Statement
from gouji.reading import read


def _change(id: str, sentence: str, said: str) -> Statement:
    start = sentence.index(said)
    return Statement(id, "change", "", sentence, Place(), span=(start, start + len(said)))


def test_each_change_has_its_own_reason() -> None:
    one = "办公费3万元，比上年减少2万元；印刷费5万元，比上年增加1万元，主要原因是涨价。"
    two = "会议费2万元，比上年增加1万元。"
    three = "培训费1万元，比上年增加1万元。"
    text = one + two + "主要原因是会议增加。" + three + "差旅费减少的主要原因是出差少。"
    changes = (
        _change("a", one, "2万元"),
        _change("b", one, "1万元"),
        _change("c", two, "1万元"),
        _change("d", three, "1万元"),
    )
    found = reasons_of(Disclosure(document=None, statements=changes, sections=(Section("", 0, text, Place()),)))  # type: ignore[arg-type]
    assert found == {"b": "涨价", "c": "会议增加"}


def test_the_same_words_twice_are_two_sentences() -> None:
    same = "决算数小于预算数的主要原因：人员减少。"
    changes = (_change("a", same, "小于"), _change("b", same, "小于"))
    found = reasons_of(Disclosure(document=None, statements=changes))  # type: ignore[arg-type]
    assert found == {"a": "人员减少", "b": "人员减少"}


def test_reasons_of_a_real_document(documents: Path) -> None:
    disclosure = read([documents / "fs_czj_2024_final_good.pdf"])
    changes = [one for one in disclosure.statements if one.kind == "change"]
    assert len(changes) == 15
    assert len(reasons_of(disclosure)) == 14


def test_a_stated_change_tells_last_year(documents: Path) -> None:
    from gouji.checking import check
    from gouji.corpus.rows import Checked, rows_of

    disclosure = read([documents / "bg_zfb_2025_unit.pdf"])
    rows = rows_of(Checked("0" * 64, 0, disclosure, check(disclosure)))
    told = {row["subject"]: row["base_fen"] for row in rows["statements"] if row.get("base_fen")}
    # 9,101.68 of this year after 2,389.52 less than last.
    assert told["财政拨款收入"] == 91_016_775_35 + 23_895_200_00
    assert told["公务接待费"] == 285_000_00
    points = {row["point"] for row in rows["figures"]}
    assert {row["point"] for row in rows["statements"] if row.get("base_fen") is not None} <= points
