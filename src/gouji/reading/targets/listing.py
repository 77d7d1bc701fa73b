"""The list form: one table of all projects, a row for each indicator (or each project), head cells merged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from gouji.lexicon.text import key, tidy
from gouji.model.disclosure import Place
from gouji.model.frozen import replace
from gouji.model.money import Amount, Unit, parse_amount, parse_number
from gouji.reading.source import Grid
from gouji.reading.targets.align import Known
from gouji.reading.targets.draft import Draft, unit_name
from gouji.reading.targets.indicators import completed_weights, read_indicators
from gouji.reading.targets.inline import read_inline
from gouji.reading.targets.layout import Header, Row, rows_of
from gouji.reading.targets.lines import Fragment, Line, read_lines
from gouji.reading.targets.regions import Region
from gouji.reading.targets.segment import Group, segment, usual_total
from gouji.reading.targets.value import prose

_TOTAL = re.compile(r"^(?:总计|合计|小计|\*+|-+)$")


def read_list(region: Region, known: Known, unit: Unit) -> tuple[Draft, ...]:
    """The targets a list prints, in order."""
    fragments = _named(_fragments(region), known)
    asks_unit = any(fragment.header.has("unit") for fragment in fragments)
    lines = tuple(line for line in read_lines(fragments, known) if not _is_total(line))
    lines = _joined_names(_under_units(lines), known)
    groups = segment(lines)
    total = usual_total([[line.weight for line in group.lines if line.has_indicator] for group in groups])
    drafts: list[Draft] = []
    current: str | None = None
    for group in groups:
        if _names_unit(group, known):
            current = unit_name(_text(group, "project") or "")
            continue
        printed = next((line.texts["unit"] for line in group.lines if "unit" in line.texts), None)
        current = unit_name(printed) if printed else current
        indicators = completed_weights(read_indicators(group.lines), total)
        inline = _text(group, "indicators")
        if inline and not indicators:
            indicators = read_inline(inline, group.lines[0].place)
        drafts.append(
            Draft(
                unit=current or None,
                project=_project(group),
                amount=_amount(group, unit),
                objective=_objective(group.lines),
                indicators=indicators,
                place=_place(group),
                own_unit=printed is not None,
                asks_unit=asks_unit,
                late=bool(group.head),
                repeated=len(group.repeated),
                swapped=frozenset().union(*(line.swapped & {"project", "unit", "amount"} for line in group.lines)),
            )
        )
    return tuple(drafts)


def _fragments(region: Region) -> list[Fragment]:
    fragments: list[Fragment] = []
    header: Header | None = None
    width = 0
    for number, (_, grid) in enumerate(region.grids):
        rows = rows_of(grid, number)
        own = region.headers[number]
        header = own or header
        if own is not None:
            width = _width(grid)
        if header is not None:
            body = rows[own.end :] if own else rows
            if _width(grid) != width:  # columns found anew on this page: theirs are not the header's
                body = tuple(replace(row, exact=False) for row in body)
            fragments.append(Fragment(header, body))
    return fragments


def _named(fragments: Sequence[Fragment], known: Known) -> list[Fragment]:
    """The fragments with columns named by what stands in them: a header nobody has seen over the projects table's
    names, units or amounts."""
    named: list[Fragment] = []
    for fragment in fragments:
        header = fragment.header
        for role, values in (("project", known.projects), ("amount", known.amounts), ("unit", known.units)):
            if values and not header.has(role):
                header = header.with_column(_column_of(fragment.rows, header, values), role)
        named.append(Fragment(header, fragment.rows))
    return named


def _column_of(rows: Sequence[Row], header: Header, values: frozenset[str]) -> int | None:
    """The column without a role in which most fields are one of the values, at least two of them."""
    fields = [field for row in rows for field in row.fields if header.role_at(field.column) in {None, "other"}]
    counts = Counter(field.column for field in fields if _plain(field.text) in values)
    if not counts:
        return None
    column, times = counts.most_common(1)[0]
    return column if times >= 2 and times * 2 > sum(field.column == column for field in fields) else None


def _plain(text: str) -> str:
    return parse_number(text) or key(unit_name(text))


def _width(grid: Grid) -> int:
    return max((len(row) for row in grid.rows), default=0)


def _is_total(line: Line) -> bool:
    named = line.get("project") or line.get("unit") or ""
    return bool(_TOTAL.match(tidy(named))) and not line.has_indicator


def _under_units(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without those that only name a unit, or give its subtotal, above its projects: the unit is printed
    with the line that follows."""
    unit: str | None = None
    for line in lines:
        if "unit" in line.texts and set(line.texts) <= {"unit", "amount", "fund", "other", "code"}:
            unit = line.texts["unit"]
            continue
        if unit is not None and "unit" not in line.texts:
            line = replace(line, texts={**line.texts, "unit": unit})
        unit = None
        yield line


def _joined_names(lines: Iterable[Line], known: Known) -> tuple[Line, ...]:
    """Lines in which the rest of a project's name, printed at the head of a page, is joined to its beginning."""
    joined: list[Line] = []
    for line in lines:
        rest = line.get("project")
        if rest and line.first and "amount" not in line.texts and joined:
            index = next((i for i in range(len(joined) - 1, -1, -1) if "project" in joined[i].texts), None)
            if index is not None and key(joined[index].texts["project"] + rest) in known.projects:
                head = joined[index]
                joined[index] = _with(head, project=head.texts["project"] + rest)
                line = _with(line, project=None)
        joined.append(line)
    return tuple(joined)


def _with(line: Line, *, project: str | None) -> Line:
    texts = {role: text for role, text in line.texts.items() if role != "project"}
    return replace(line, texts=texts | ({"project": project} if project is not None else {}))


def _names_unit(group: Group, known: Known) -> bool:
    """Whether the only line is a unit's subtotal above its projects: a name and amounts, no objective, no indicator."""
    if len(group.lines) != 1:
        return False
    line = group.lines[0]
    name = line.get("project")
    if not name or line.has_indicator or "objective" in line.texts or "indicators" in line.texts:
        return False
    return "unit" not in line.texts and key(name) not in known.projects


def _text(group: Group, role: str) -> str | None:
    return next((line.texts[role] for line in group.lines if role in line.texts), None)


def _project(group: Group) -> str | None:
    printed = _text(group, "project")
    return tidy(printed) or None if printed else None


def _amount(group: Group, unit: Unit) -> Amount | None:
    printed = _text(group, "amount")
    return parse_amount(printed, unit) if printed else None


def _objective(lines: Sequence[Line]) -> str | None:
    pieces: list[str] = []
    for line in lines:
        piece = prose(line.get("objective") or "")
        if piece and piece not in pieces:
            pieces.append(piece)
    return "".join(pieces) or None


def _place(group: Group) -> Place:
    head = group.head
    return group.lines[head or 0].place
