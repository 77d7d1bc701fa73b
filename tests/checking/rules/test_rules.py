"""Every rule: collected, explained, and tried on a document that breaks it, one that keeps it, and a real one."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache
from pathlib import Path

import pytest

import gouji.checking.rules as package
from gouji.checking.findings import Level
from gouji.checking.rule import Rule, Skip
from gouji.checking.rules import all_rules
from gouji.errors import UnreadableError
from gouji.model.disclosure import Disclosure
from tests.checking.rules import cases_document, cases_evaluations, cases_targets, cases_words
from tests.checking.rules.build import found
from tests.checking.rules.case import Case

CASES = (*cases_document.CASES, *cases_words.CASES, *cases_targets.CASES, *cases_evaluations.CASES)
_CHINESE = re.compile("[\u4e00-\u9fff]")


def test_every_rule_is_collected() -> None:
    written: set[str] = set()
    for module in pkgutil.iter_modules(package.__path__):
        content = importlib.import_module(f"{package.__name__}.{module.name}")
        written |= {value.code for value in vars(content).values() if isinstance(value, Rule)}
    assert {rule.code for rule in all_rules()} == written


def test_no_code_is_given_twice() -> None:
    seen: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(package.__path__):
        for value in vars(importlib.import_module(f"{package.__name__}.{module.name}")).values():
            if isinstance(value, Rule):
                assert seen.setdefault(value.code, value) is value, value.code


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_explains_itself_with_an_example(rule: Rule) -> None:
    assert re.fullmatch(r"G[2-8]\d\d", rule.code)
    assert len(_CHINESE.findall(rule.explanation)) > 20
    assert "例如" in rule.explanation
    assert _CHINESE.search(rule.title)


def test_every_rule_has_its_cases() -> None:
    assert sorted(case.code for case in CASES) == [rule.code for rule in all_rules()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_rule_finds_what_breaks_it(case: Case) -> None:
    findings = found(case.code, case.breaks)
    assert findings, "nothing found"
    assert any(case.says in finding.message for finding in findings), [finding.message for finding in findings]
    for finding in findings:
        assert finding.code == case.code
        assert _CHINESE.search(finding.message)
        assert case.code == "G201" or case.code == "G203" or finding.places


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_rule_spares_what_keeps_it(case: Case) -> None:
    try:
        findings = found(case.code, case.keeps)
    except Skip:
        return
    assert not findings, [finding.message for finding in findings]


@cache
def _read(path: Path) -> Disclosure:
    from gouji.reading import read

    return read([path])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_rule_on_a_real_document(case: Case, documents: Path) -> None:
    name, expected = case.real
    try:
        findings = found(case.code, _read(documents / name))
    except Skip:
        findings = []
    assert bool(findings) is expected, [finding.message for finding in findings]


@pytest.mark.parametrize("name", ["jilin-2025.txt", "changchun-2024.txt"])
def test_few_errors_on_a_real_document(name: str, documents: Path) -> None:
    findings, _, _ = package.apply(_read(documents / name))
    assert sum(finding.level is Level.ERROR for finding in findings) <= 2


def test_no_real_document_is_wholly_blamed(documents: Path) -> None:
    for path in sorted(documents.glob("*.pdf")):
        if path.name.startswith("scan"):
            continue
        try:
            disclosure = _read(path)
        except UnreadableError:
            continue
        findings, _, applied = package.apply(disclosure)
        assert sum(finding.level is Level.ERROR for finding in findings) <= 1, path.name
        assert len(applied) > 15
