"""An answer as a note, and as data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from gouji.corpus.note import Block, Note, Paragraph, Section, Sheet
from gouji.corpus.questions.question import NUMBERS, Question, shown

Rows = Sequence[Mapping[str, Any]]
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def answer_sheet(question: Question, rows: Rows) -> Sheet:
    """The answer as a table for people; amounts in 万元."""
    columns = list(question.columns.items())
    numbers = frozenset(at for at, (_, (_, kind)) in enumerate(columns) if kind in NUMBERS)
    header = tuple(head for _, (head, _) in columns)
    body = tuple(tuple(shown(row[name], kind) for name, (_, kind) in columns) for row in rows)
    return Sheet(header, body, numbers, (), question.title)


def answer_note(question: Question, rows: Rows, asked: str, *, cut: bool = False) -> Note:
    """The answer as a note; ``asked`` says of what dataset and with what restrictions, ``cut`` that there is more."""
    found: tuple[Block, ...] = (answer_sheet(question, rows),) if rows else (Paragraph("没有符合的数据。"),)
    section = Section(
        f"{'前' if cut else '共'} {len(rows)} 行（金额单位：万元）", (Paragraph(question.explanation), *found)
    )
    return Note(f"{question.title}：{asked}", (), (section,))


def answer_json(rows: Rows) -> str:
    """The rows as they are: amounts in 分, shares in hundredths of a percent."""
    return json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n"


def answer_csv(rows: Rows) -> str:
    """The rows as they are, for a spreadsheet: begins with the mark by which Excel knows UTF-8."""
    if not rows:
        return "\ufeff"
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _harmless(value) for name, value in row.items()})
    return "\ufeff" + text.getvalue()


def _harmless(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA):
        return "'" + value
    return value
