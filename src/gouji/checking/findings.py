"""What a check finds, and the report made of it (formats in ``docs/``)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from gouji.model.disclosure import DocumentInfo, Place
from gouji.model.frozen import frozen


class Level(Enum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def text(self) -> str:
        """The level in Chinese."""
        return {"error": "错误", "warning": "提醒", "notice": "说明"}[self.value]


@frozen
class FindingPlace:
    """A place of a finding: ``table`` is a table's title or a section, ``row`` a row's label or the sentence.
    ``cell`` is the id of a cell or statement where the finding is about one."""

    table: str = ""
    row: str = ""
    column: str = ""
    place: Place = Place()
    cell: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The parts that are known; page and line stand beside them."""
        known: dict[str, Any] = {"table": self.table, "row": self.row, "column": self.column}
        return {name: value for name, value in known.items() if value} | self.place.as_dict()


@frozen
class Finding:
    """One defect: ``message`` is one plain Chinese sentence that says what disagrees and what to do.
    ``difference`` and ``expected`` are printed numbers in the document's unit, where there are any."""

    code: str
    level: Level
    message: str
    places: tuple[FindingPlace, ...] = ()
    values: tuple[str, ...] = ()
    difference: str | None = None
    expected: str | None = None
    basis: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """As in ``check --format json``."""
        return {
            "code": self.code,
            "level": self.level.value,
            "message": self.message,
            "places": [place.as_dict() for place in self.places],
            "values": list(self.values),
            "difference": self.difference,
            "expected": self.expected,
            "basis": self.basis,
        }


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A rule that could not be applied, and why (Chinese)."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A printed amount that must change so that every identity holds; ``cell`` is its id."""

    cell: str
    at: FindingPlace
    printed: str
    expected: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Printed amounts that are not zero, by evidence; ``zeros`` are counted apart and prove nothing."""

    amounts: int = 0
    zeros: int = 0
    proved: int = 0
    disputed: int = 0
    unchecked: int = 0


@frozen
class IdentityView:
    """An identity for display: its Chinese formula with figures, whether it holds, and the cells it ties."""

    id: str
    formula: str
    holds: bool
    cells: tuple[str, ...]
    observed: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The result of checking one document. ``evidence`` maps ids of cells and statements to proved, disputed,
    unchecked or zero; ``remaining`` says in Chinese why each unchecked amount could not be proved."""

    document: DocumentInfo
    tables: Counts
    statements: Counts
    findings: tuple[Finding, ...]
    corrections: tuple[Correction, ...]
    identities: tuple[IdentityView, ...]
    evidence: dict[str, str]
    not_applicable: tuple[NotApplicable, ...] = ()
    remaining: tuple[tuple[str, str], ...] = ()
    applied: tuple[str, ...] = ()
    scores: int = 0
    """How many self-evaluations could be added up."""

    @property
    def broken(self) -> int:
        """How many identities do not hold."""
        return sum(not identity.holds for identity in self.identities)

    def count(self, level: Level) -> int:
        """How many findings have this level."""
        return sum(finding.level is level for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """``gouji/report/1``."""
        document = self.document
        source = document.source
        return {
            "schema": "gouji/report/1",
            "document": {
                "title": document.title,
                "department": document.department,
                "year": document.year,
                "kind": document.kind,
                "unit_of_amount": document.unit_of_amount,
                "source": {"file": source.file, "sha256": source.sha256, "format": source.format},
            },
            "summary": {
                "amounts": self.tables.amounts,
                "zeros": self.tables.zeros,
                "proved": self.tables.proved,
                "disputed": self.tables.disputed,
                "unchecked": self.tables.unchecked,
                "statements": {
                    "amounts": self.statements.amounts,
                    "proved": self.statements.proved,
                    "disputed": self.statements.disputed,
                    "unchecked": self.statements.unchecked,
                },
                "identities": len(self.identities),
                "broken": self.broken,
                "errors": self.count(Level.ERROR),
                "warnings": self.count(Level.WARNING),
                "notices": self.count(Level.NOTICE),
            },
            "corrections": [
                {
                    "table": correction.at.table,
                    "row": correction.at.row,
                    "column": correction.at.column,
                    "place": correction.at.place.as_dict(),
                    "printed": correction.printed,
                    "expected": correction.expected,
                }
                for correction in self.corrections
            ],
            "findings": [finding.as_dict() for finding in self.findings],
            "not_applicable": [{"code": item.code, "reason": item.reason} for item in self.not_applicable],
            "unchecked": [{"cell": cell, "reason": reason} for cell, reason in self.remaining],
        }
