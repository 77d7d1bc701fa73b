"""The table of entrusted services says of each project whether its money is procurement and bought services too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gouji.model.ledger import ProjectEntry
from gouji.tabulating import tabulate
from tests.tabulating.ledgers import small_ledger, spent

ENTRUSTED = "entrusted_services"


def answers(*tags: set[str], inferred: bool = False) -> dict[str, tuple[str, str]]:
    """What the province's table says of projects with such amounts: (政府购买服务, 政府采购) by name."""
    facts = [
        spent("2010302", "project", 100 + n, project=f"p{n}", economic="30227", tags=frozenset(mine), inferred=inferred)
        for n, mine in enumerate(tags)
    ]
    projects = tuple(ProjectEntry(f"p{n}", f"项目{n}", "u1", "专项") for n in range(len(tags)))
    ledger = replace(small_ledger(*facts), projects=projects)
    table = next(t for t in tabulate(ledger, "jilin").tables if "委托业务费" in t.title)
    rows = [[cell.text if cell else "" for cell in row] for row in table.body]
    return {row[0]: (row[-3], row[-2]) for row in rows if row[0].startswith("项目")}


def test_each_project_is_answered_for() -> None:
    both = {ENTRUSTED, "procurement/services", "purchased_services"}
    assert answers(both, {ENTRUSTED, "procurement/services"}, {ENTRUSTED}) == {
        "项目0": ("是", "是"),
        "项目1": ("否", "是"),
        "项目2": ("否", "否"),
    }


@pytest.mark.parametrize("inferred", [False, True])
def test_nothing_is_said_where_nobody_knows(inferred: bool) -> None:
    tags = {ENTRUSTED, "procurement/services"} if inferred else {ENTRUSTED}
    assert answers(tags, inferred=inferred) == {"项目0": ("", "")}
