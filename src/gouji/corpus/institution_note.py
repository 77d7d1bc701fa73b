"""The institutions of a dataset as a note, and as data: their names, units and successions, and what is proposed."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from gouji.corpus.dataset import Dataset
from gouji.corpus.lives import DOCUMENTS, FIGURES, STATEMENTS, candidates
from gouji.corpus.naming import enumerated
from gouji.corpus.note import Draft, Note, finished
from gouji.corpus.parts import read_parts
from gouji.corpus.stated import FILE, Stated
from gouji.corpus.succession import Proposal, proposals, there_and_back, told

Rows = Sequence[Mapping[str, Any]]
_MOST = 50


def proposed(dataset: Dataset, stated: Stated) -> list[Proposal]:
    """What names and figures of a dataset propose."""
    documents = dataset.rows("documents", DOCUMENTS)
    whole = candidates(documents, stated)
    figures = _figures(dataset, whole) if whole else []
    statements = _changes(dataset) if whole else []
    return proposals(documents, figures, stated, statements)


_AXES = ("function", "economic", "use", "budget_unit", "project")


def _figures(dataset: Dataset, whole: Collection[str]) -> list[dict[str, Any]]:
    """All figures of the documents that begin or end something, the totals of all others: these go on, and only whether
    they are what they were is asked of them."""
    import pyarrow.compute as compute

    totals = compute.field(_AXES[0]).is_null()
    for axis in _AXES[1:]:
        totals = totals & compute.field(axis).is_null()
    kept = totals | compute.field("document").isin(sorted(whole))
    found: list[dict[str, Any]] = []
    for part in dataset.manifest.parts.get("figures", ()):
        found += read_parts(dataset.folder, [part], FIGURES).filter(kept).to_pylist()
    return found


def _changes(dataset: Dataset) -> list[dict[str, Any]]:
    import pyarrow.compute as compute

    found: list[dict[str, Any]] = []
    for part in dataset.manifest.parts.get("statements", ()):
        found += read_parts(dataset.folder, [part], STATEMENTS).filter(compute.field("kind") == "change").to_pylist()
    return found


def institutions_note(dataset: Dataset, found: Sequence[Proposal], name: str) -> Note:
    """The note."""
    rows, members, steps = (dataset.rows(table) for table in ("institutions", "memberships", "successions"))
    drafts = [_overview(rows, members), _names(rows), _unit_changes(members), _stated(steps), _proposed(found)]
    return Note(f"机构：{name}", (), finished(drafts))


def _overview(rows: Rows, members: Rows) -> Draft:
    draft = Draft("概况")
    institutions = {row["institution"] for row in rows}
    departments = {row["department"] for row in members}
    units = {row["unit"] for row in members}
    years = sorted({row["until"] for row in rows if row["until"]} | {row["since"] for row in rows if row["since"]})
    span = f"{years[0]}—{years[-1]} 年" if len(years) > 1 else f"{years[0]} 年" if years else "年度不明"
    draft.say(
        f"{span}，{len(institutions)} 个机构用过 {len(rows)} 个名称；"
        f"{len(departments)} 个部门列出预算单位 {len(units)} 个，其中 {len(units & institutions)} 个有自己的文件。"
    )
    stated = sum(bool(row["stated"]) for row in rows)
    draft.say(f"由机构表 {FILE} 指定的名称 {stated} 个。" if stated else f"没有机构表 {FILE}，机构按文件上的名称认。")
    return draft


def _names(rows: Rows) -> Draft:
    draft = Draft("有几个名称的机构")
    names: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        names[row["institution"]].append(row)
    several = {one: found for one, found in names.items() if len(found) > 1}
    draft.table(
        ("机构", "名称", "年度", "文件"),
        [
            (one, row["name"] or row["key"], _span(row), str(row["documents"]))
            for one, found in sorted(several.items())
            for row in sorted(found, key=lambda row: (row["since"] or 0, row["key"]))
        ],
        name="名称",
        text_columns=3,
    )
    return draft


def _span(row: Mapping[str, Any]) -> str:
    since, until = row["since"], row["until"]
    return "" if since is None else f"{since}" if since == until else f"{since}—{until}"


def _unit_changes(members: Rows) -> Draft:
    """Departments whose units are not those of the year before."""
    draft = Draft("所属单位的变化")
    by_year: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in members:
        by_year[row["department"]][row["year"]][row["unit"]] = row["name"]
    rows: list[tuple[str, str, str, str]] = []
    for department, years in sorted(by_year.items()):
        for year in sorted(years):
            if year - 1 in years:
                new = [name for unit, name in years[year].items() if unit not in years[year - 1]]
                gone = [name for unit, name in years[year - 1].items() if unit not in years[year]]
                if new or gone:
                    rows.append((department, str(year), enumerated(new, 4), enumerated(gone, 4)))
    draft.table(("部门", "年度", "新列的单位", "不再列的单位"), rows[:_MOST], name="单位变化", text_columns=4)
    if len(rows) > _MOST:
        draft.say(f"另有 {len(rows) - _MOST} 处。")
    return draft


def _stated(steps: Rows) -> Draft:
    draft = Draft("机构表指定的承继")
    grouped: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in steps:
        grouped[row["succession"]].append(row)
    rows = [
        (
            str(pairs[0]["year"]),
            enumerated(sorted({row["before"] for row in pairs})),
            enumerated(sorted({row["after"] for row in pairs})),
        )
        for _, pairs in sorted(grouped.items(), key=lambda one: (one[1][0]["year"], one[0]))
    ]
    draft.table(("年度", "原机构", "承继机构"), rows, name="承继", text_columns=3)
    return draft


def _proposed(found: Sequence[Proposal]) -> Draft:
    draft = Draft("推测的承继（请核对）")
    if not found:
        draft.say("由名称和数字没有推测出更名、合并或拆分。")
        return draft
    aliases = there_and_back(found)
    for names in sorted(aliases, key=sorted):
        draft.say(f"疑为同一机构的两个名称，轮换使用：{'、'.join(sorted(names))}。", "item")
    counts = Counter(one.kind for one in found)
    draft.say(
        "，".join(f"{kind} {count} 条" for kind, count in sorted(counts.items()))
        + f"。推测不会自行生效：用 --format toml -o {FILE} 存出，核对后去掉属实各条行首的 #，再用 --apply 应用。"
    )
    for one in found[:_MOST]:
        draft.say(f"{one.year} 年{one.kind}：{told(one)}。依据：{'；'.join(one.reasons)}。", "item")
    if len(found) > _MOST:
        draft.say(f"另有 {len(found) - _MOST} 条，见 toml 或 json。")
    draft.table(
        ("年度", "种类", "原机构", "承继机构", "依据"),
        [
            (str(one.year), one.kind, "、".join(one.before), "、".join(one.after), "；".join(one.reasons))
            for one in found
        ],
        name="推测",
        text_columns=5,
        book_only=True,
    )
    return draft


def institutions_json(dataset: Dataset, found: Sequence[Proposal]) -> str:
    """The three tables as they are, and the proposals."""
    content: dict[str, Any] = {"schema": "gouji/institutions/1"}
    content |= {name: dataset.rows(name) for name in ("institutions", "memberships", "successions")}
    content["proposals"] = [
        {
            "kind": one.kind,
            "year": one.year,
            "before": list(one.before),
            "after": list(one.after),
            "reasons": list(one.reasons),
        }
        for one in found
    ]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
