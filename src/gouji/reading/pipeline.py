"""From files to a disclosure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gouji.errors import UnreadableError
from gouji.lexicon.tables import kind_of_title
from gouji.lexicon.text import key
from gouji.model.disclosure import (
    Disclosure,
    DocumentInfo,
    Inference,
    Place,
    Project,
    ReadingProblem,
    Statement,
    Table,
    Target,
)
from gouji.model.evaluation import SelfEvaluation
from gouji.model.kinds import ADJUSTED_BUDGET, EVALUATION
from gouji.model.money import Unit
from gouji.reading.context import Context
from gouji.reading.document import document_info
from gouji.reading.evaluations import read_evaluations
from gouji.reading.layout import LaidTable, lay_out
from gouji.reading.narrative import read_statements
from gouji.reading.project_rows import ProjectRows
from gouji.reading.projects import is_projects_grid, read_projects
from gouji.reading.sections import read_sections, read_units
from gouji.reading.source import Paragraph, Source
from gouji.reading.sources import read_source
from gouji.reading.sources.parts import Part, joined
from gouji.reading.tables import DEFAULT_UNIT, read_table, table_context
from gouji.reading.targets import read_targets
from gouji.reading.unsaid import settle_statements, settle_tables


def read(paths: Sequence[Path], *, in_order: bool = False) -> Disclosure:
    """What the files say, taken together as one document: narratives before tables, or as they are given with
    ``in_order``. Raises :class:`UnreadableError` when they are none."""
    sources = [read_source(path) for path in paths]
    if len(sources) == 1:
        return read_blocks(sources[0])
    file = replace(sources[0].file, file="、".join(source.file.file for source in sources))
    return read_blocks(joined([Part(source.file.file, source) for source in sources], file, in_order=in_order))


def read_blocks(source: Source) -> Disclosure:
    """The disclosure of a source's blocks."""
    blocks = source.blocks
    info = document_info(blocks, source.file)
    contents, sections = read_sections(blocks)
    units = read_units(sections)
    evaluated = read_evaluations(blocks, info.year)
    drafts = lay_out(blocks, evaluated.used)
    projects = _projects(drafts, units, info.kind)
    others = [_NOTHING if index in evaluated.used else block for index, block in enumerate(blocks)]
    targets = read_targets(others, projects, department=info.department, year=info.year)
    used = targets.used | evaluated.used
    laid = lay_out(blocks, used) if targets.used else drafts
    default_unit = _default_unit(laid)
    context = Context(
        info.year,
        info.kind,
        frozenset(key(unit) for unit in units),
        "",
        None,
        info.department,
    )
    rows = ProjectRows(projects)
    tables: list[Table] = []
    taken: set[int] = set()
    for draft in laid:
        table = read_table(draft, len(tables), table_context(context, draft.title), default_unit, rows)
        if table is not None:
            tables.append(replace(table, inferred=_inference(draft, source)))
            taken.update(draft.blocks)
    prose = [b for i, b in enumerate(blocks) if isinstance(b, Paragraph) and i not in used]
    said = read_statements(prose, year=info.year, department=info.department, kind=info.kind, units=units)
    tables = settle_tables(tables, said, info.year)
    statements = settle_statements(said, tables, info.year)
    problems = tuple(ReadingProblem(text, Place(), "warning") for text in source.warnings)
    problems += tuple(ReadingProblem(text, Place()) for text in source.notes)
    if evaluated.evaluations and not (tables or targets.targets):
        info = _of_evaluations(info, evaluated.evaluations)
        default_unit = evaluated.tables[0].unit or default_unit
    elif not _has_a_budget(tables, statements, targets.targets):
        _refuse_without_narrative(tables, statements, source)
        problems += (ReadingProblem(_ONLY_NARRATIVE, Place(), "warning"),)
    amounts = tuple(replace(one, index=len(tables) + at) for at, one in enumerate(evaluated.tables))
    return Disclosure(
        replace(info, unit_of_amount=default_unit.text),
        (*tables, *amounts),
        (*statements, *evaluated.rates),
        projects,
        targets.targets,
        units,
        contents,
        sections,
        problems + targets.problems,
        tuple((block.text, block.place) for block in blocks if isinstance(block, Paragraph)),
        evaluated.evaluations,
    )


_NOTHING = Paragraph("")


def _of_evaluations(info: DocumentInfo, evaluations: Sequence[SelfEvaluation]) -> DocumentInfo:
    """What a document says of itself that is self-evaluations alone: all forms together, where they agree."""
    years, departments = ({getattr(one, name) for one in evaluations} for name in ("year", "department"))
    year = years.pop() if len(years) == 1 else info.year
    department = departments.pop() if len(departments) == 1 else info.department
    title = info.title or evaluations[0].title
    return replace(info, title=title, kind=EVALUATION, year=year, department=department or "")


def _inference(draft: LaidTable, source: Source) -> Inference | None:
    if source.file.format == "scan":
        return Inference.PICTURE
    if not all(grid.ruled for grid in draft.fragments):
        return Inference.WORDS
    return None if all(grid.whole for grid in draft.fragments) else Inference.PAGES


_COMPARES = re.compile(r"调整(?!后)")
_NO_PROJECTS = frozenset({"entrusted_services", "procurement"})
"""Tables that name projects again, for what is entrusted to others or bought for them."""


def _projects(laid: Sequence[LaidTable], units: Sequence[str], kind: str) -> tuple[Project, ...]:
    """The listed projects. Where a budget was adjusted, a table of what the adjustments made of each names them again
    beside the list of those that remain."""
    found: list[Project] = []
    lists = [d for d in laid if kind_of_title(d.title) not in _NO_PROJECTS and is_projects_grid(d.fragments[0])]
    remaining = [draft for draft in lists if not _COMPARES.search(draft.title)]
    for draft in remaining if kind == ADJUSTED_BUDGET and remaining else lists:
        found.extend(read_projects(draft.fragments, draft.unit or DEFAULT_UNIT, units))
    return tuple(found)


def _default_unit(laid: Sequence[LaidTable]) -> Unit:
    """The unit most tables state: what a table that states none is printed in."""
    counts = Counter(draft.unit for draft in laid if draft.unit is not None)
    return counts.most_common(1)[0][0] if counts else DEFAULT_UNIT


def _has_a_budget(tables: Sequence[Table], statements: Sequence[Statement], targets: Sequence[Target]) -> bool:
    """Whether there is a table that is known, or one of amounts that sentences speak of, or a target."""
    amounts = any(table.cells for table in tables)
    known = any(table.kind for table in tables)
    return known or bool(targets) or (amounts and any(s.coordinates for s in statements))


_ENOUGH_SAID = 5
"""So many amounts in sentences that say what they are make a 情况说明; a news item has fewer."""
_DEPARTMENTAL = re.compile(r"(?:部门|单位|本级)[^，。；]{0,12}(?:预算|决算)|(?:预算|决算)[^，。；]{0,8}情况说明")
_ONLY_NARRATIVE = "文件只有文字说明，没有读到报表，只能核对文字中的数；报表另成文件的，请把两个文件一并给出。"


def _refuse_without_narrative(tables: Sequence[Table], statements: Sequence[Statement], source: Source) -> None:
    """Raises :class:`UnreadableError` where the narrative alone does not say that this is a departmental budget."""
    said = [s for s in statements if s.kind == "amount" and s.coordinates is not None]
    paragraphs = (block.text for block in source.blocks if isinstance(block, Paragraph))
    if len(said) >= _ENOUGH_SAID and any(_DEPARTMENTAL.search(text) for text in paragraphs):
        return
    amounts = sum(len(table.cells) for table in tables)
    raise UnreadableError(
        f"{source.file.file or '该文件'}：读不出部门预算或决算的表格（找到 {len(tables)} 张表、{amounts} 个金额）；"
        "请确认文件是部门预算、决算的公开文本，且未被裁剪或加密"
    )
