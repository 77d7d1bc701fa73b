"""Writes ``docs/rules.md`` from the rules themselves. Run by ``make docs``; a test fails when the page is stale."""

from __future__ import annotations

import inspect
from pathlib import Path

from gouji.checking.rule import Rule
from gouji.checking.rules import all_rules
from gouji.model.kinds import KIND_TEXT

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")


def page() -> str:
    """The page as it should be."""
    rules = all_rules()
    table = ["| 编号 | 规则 | 级别 |", "|---|---|---|"]
    table += [f"| [{rule.code}](#{rule.code.lower()}) | {rule.title} | {rule.level.text} |" for rule in rules]
    return "\n\n".join([HEAD.format(count=len(rules)), "\n".join(table), *map(_section, rules)]) + "\n"


HEAD = """# 规则

<!-- 由 make docs 从代码生成，不要直接修改。 -->

数字之间的勾稽关系不是逐条写成的规则，而是由每个数的位置推出来的，所以不在这里。下面的{count}条规则检查数字以外的事情：
表格是否齐全、正文是否写完、绩效指标是否合理等等。一条规则不适用于某份文件时，报告会说明原因。"""


def _section(rule: Rule) -> str:
    parts = [f"## {rule.code}", f"**{rule.title}**（{rule.level.text}）", inspect.cleandoc(rule.explanation)]
    facts = []
    if rule.basis:
        facts.append(f"- 依据：{rule.basis}")
    if set(rule.kinds) != set(KIND_TEXT):
        facts.append(f"- 适用于：{'、'.join(KIND_TEXT[kind] for kind in rule.kinds)}")
    if rule.since or rule.until:
        facts.append(f"- 年度：{rule.since or ''}—{rule.until or ''}")
    if facts:
        parts.append("\n".join(facts))
    return "\n\n".join(parts)


if __name__ == "__main__":
    main()
