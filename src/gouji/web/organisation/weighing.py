"""One row of a workbook of offices: what its cells mean, and which of them mean nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_noop

from gouji.web.base.saying import say
from gouji.web.organisation.book import KINDS, TITLES
from gouji.web.organisation.filled_book import CellProblem, TypedRow
from gouji.web.organisation.models import StaffKind

STAFF_FIELDS = {kind: (f"{kind.value}_quota", f"{kind.value}_actual") for kind in StaffKind}
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0?0:00(?::00)?)?")
_LARGEST = 999_999
_LONGEST = {"name": 100, "code": 30, "parent": 30, "division": 50}
_SHOWN = 20
_WORDS = {word: kind for kind, word in KINDS.items()} | {word[:2]: kind for kind, word in KINDS.items()}


class Weighed:
    """A row being read, with what is wrong in its cells."""

    def __init__(self, row: TypedRow) -> None:
        self.row = row
        self.problems: list[CellProblem] = list(row.problems)

    def wrong(self, name: str, text: str, /, **facts: str | int) -> None:
        """Say what is wrong in the cell of a field; of a cell only the first thing, the others follow from it."""
        cell = self.row.cell(name)
        if all(problem.cell != cell for problem in self.problems):
            self.problems.append(CellProblem(self.row.sheet, cell, say(text, **facts)))

    def text(self, name: str) -> str:
        """A text that is not too long and is none that a spreadsheet would reckon."""
        text = self.row.texts.get(name, "")
        longest = _LONGEST[name]
        if len(text) > longest:
            self.wrong(name, gettext_noop("%(title)s太长（最多 %(number)d 字）。"), title=TITLES[name], number=longest)
        if text.startswith(("=", "+", "-", "@")):
            self.wrong(name, gettext_noop("%(title)s不能以 = + - @ 开头。"), title=TITLES[name])
        return text

    def kind(self, *, required: bool) -> str:
        """The value of a unit's kind."""
        text = self.row.texts.get("kind", "")
        if not text:
            if required:
                self.wrong("kind", gettext_noop("单位须填单位性质（行政单位、参公单位、事业单位）。"))
            return ""
        kind = _WORDS.get(text, "")
        if not kind:
            message = gettext_noop("单位性质“%(text)s”应是行政单位、参公单位或事业单位。")
            self.wrong("kind", message, text=text[:_SHOWN])
        elif not required:
            self.wrong("kind", gettext_noop("部门不填单位性质，由所属单位各自填写。"))
        return kind

    def day(self, name: str) -> date | None:
        """A date."""
        text = self.row.texts.get(name, "")
        found = _day_of(text)
        if text and found is None:
            self.wrong(name, gettext_noop("“%(text)s”不是日期，请写作 2026-01-01。"), text=text[:_SHOWN])
        return found

    def staff(self) -> Mapping[str, tuple[int, int]] | None:
        """Posts and heads by kind; None when the row says nothing of them."""
        texts = self.row.texts
        if not any(texts.get(quota) or texts.get(actual) for quota, actual in STAFF_FIELDS.values()):
            return None
        return {kind.value: (self._count(quota), self._count(actual)) for kind, (quota, actual) in STAFF_FIELDS.items()}

    def _count(self, name: str) -> int:
        text = self.row.texts.get(name, "").replace(",", "")
        if not text:
            return 0
        if not text.isascii() or not text.isdigit() or len(text) > _SHOWN or int(text) > _LARGEST:
            message = gettext_noop("%(title)s“%(text)s”不是人数。")
            self.wrong(name, message, title=TITLES[name], text=text[:_SHOWN])
            return 0
        return int(text)


def _day_of(text: str) -> date | None:
    match = _DATE.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
