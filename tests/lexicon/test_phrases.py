"""The phrases of sentences: data that holds together."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from gouji.lexicon.phrases import phrases


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("比2024年预算减少", "减少"),
        ("收支总计各增加", "增加"),
        ("增长率为", "增长"),
        ("较上年增加（减少）".replace("（", "(").replace("）", ")"), "增加"),
        ("比上年增加支出", "增加"),
    ],
)
def test_a_verb_of_change_is_found_before_its_number(text: str, verb: str) -> None:
    match = phrases().change.search(text)
    assert match is not None
    assert match.group("verb") == verb


@pytest.mark.parametrize("text", ["公务接待费", "占支出预算的", "基本支出", "其中:货物", "项目支出预算为"])
def test_other_words_are_no_change(text: str) -> None:
    assert not phrases().change.search(text)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("与2024年预算数相比", "2024年预算数"),
        ("比上年执行数增加", "上年执行数"),
        ("较2024年年初预算减少", "2024年年初预算"),
        ("和2024年相比预算减少", "2024年"),
    ],
)
def test_a_comparison_names_its_base(text: str, base: str) -> None:
    match = phrases().compare.search(text)
    assert match is not None
    assert match.group("base") == base


def test_every_counted_subject_is_documented_where_it_is_defined() -> None:
    text = (resources.files("gouji.lexicon") / "data" / "phrases.toml").read_text("utf-8")
    comment = "".join(line for line in text.splitlines() if line.startswith("# "))
    for phrase in phrases().counts:
        parent, _, _ = phrase.subject.partition("/")
        assert phrase.subject in comment or f"{parent}/<kind>" in comment, phrase.subject


def test_patterns_hold_folded_text_only() -> None:
    text = (resources.files("gouji.lexicon") / "data" / "phrases.toml").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith(("pattern", "lead", "tail", "before")):
            assert not re.search("[（），；：“”]", line), line
