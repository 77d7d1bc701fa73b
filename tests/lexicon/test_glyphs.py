"""Radicals and wide digits are read as the letters and digits they stand for, one for one."""

from __future__ import annotations

import pytest

from gouji.lexicon.glyphs import plain
from gouji.lexicon.text import key
from gouji.reading.narrative.folding import folded_text


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("⼀般公共预算⽀出", "一般公共预算支出"),
        ("⻓春市⻅习⺠政局", "长春市见习民政局"),
        ("更新", "更新"),
        ("１２，３４５．６７", "12,345.67"),
        ("－１２．５％", "-12.5%"),
        ("收入，支出（万元）．", "收入，支出（万元）．"),
        ("plain", "plain"),
    ],
)
def test_letters_are_read_as_what_they_stand_for(printed: str, meant: str) -> None:
    assert plain(printed) == meant
    assert len(plain(printed)) == len(printed)


def test_names_and_sentences_with_radicals_are_known() -> None:
    assert key("⻓期") == key("长期")
    assert folded_text("⺠政⽀出") == "民政支出"
