"""Applying the rules: kinds and years, rules that do not apply, rules that fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

import gouji.checking.rules as package
from gouji.checking.findings import Finding, Level
from gouji.checking.rule import Skip, rule
from gouji.checking.rules import all_rules, apply
from gouji.model.disclosure import Disclosure
from tests.checking.rules.build import document
from tests.generate import LAYOUTS, generate


@rule("G998", "必坏", Level.ERROR)
def broken(disclosure: Disclosure) -> Iterator[Finding]:
    """例如。"""
    raise KeyError("sentence of the document")
    yield


@rule("G999", "不适用", Level.ERROR)
def skipped(disclosure: Disclosure) -> Iterator[Finding]:
    """例如。"""
    raise Skip("没有表")
    yield


def test_a_failing_rule_is_visible_and_costs_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = (*all_rules(), broken, skipped)
    monkeypatch.setattr(package, "all_rules", lambda: rules)
    findings, not_applicable, applied = apply(document("国有资产经营预算拨款0万元。"))
    reasons = {item.code: item.reason for item in not_applicable}
    assert "内部错误" in reasons["G998"]
    assert "sentence" not in reasons["G998"]
    assert reasons["G999"] == "没有表"
    assert any(finding.code == "G511" for finding in findings)
    assert "G511" in applied
    assert "G998" not in applied


def test_rules_of_other_kinds_and_years_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    only = replace(broken, kinds=("final_accounts",))
    later = replace(broken, code="G997", since=2030)
    monkeypatch.setattr(package, "all_rules", lambda: (only, later))
    assert apply(document("一、主要职能")) == ((), (), ())


def test_an_empty_document_is_no_reason_to_fail() -> None:
    for disclosure in (document(), document(year=None, kind="final_accounts")):
        _, not_applicable, _ = apply(disclosure)
        assert not [item for item in not_applicable if "内部错误" in item.reason]


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("seed", [1, 4])
def test_a_sound_document_is_accused_of_nothing_grave(layout: str, seed: int, tmp_path) -> None:
    from gouji.reading import read

    path = tmp_path / "sound.txt"
    path.write_text(LAYOUTS[layout](generate(seed, units=2, projects=6)).text, "utf-8")
    findings, not_applicable, _ = apply(read([path]))
    grave = [finding.message for finding in findings if finding.level is not Level.NOTICE]
    assert not grave
    assert not [item for item in not_applicable if "内部错误" in item.reason]
