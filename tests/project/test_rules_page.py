"""The page of rules is generated; every rule explains itself."""

from __future__ import annotations

from pathlib import Path

from gouji.checking.rules import all_rules
from tools.make_rules_page import page


def test_the_page_is_fresh(repository: Path) -> None:
    assert (repository / "docs" / "rules.md").read_text("utf-8") == page(), "run make docs"


def test_every_rule_explains_itself_in_chinese() -> None:
    for rule in all_rules():
        assert any("\u4e00" <= character <= "\u9fff" for character in rule.explanation), rule.code
        assert rule.title, rule.code
