"""Paragraphs as a document would have them, for tests of the narrative."""

from __future__ import annotations

from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Place, Statement
from gouji.reading.narrative import read_statements
from gouji.reading.source import Paragraph

DEPARTMENT = "青禾市档案局"


def paragraphs(*texts: str) -> list[Paragraph]:
    """Texts as paragraphs on lines of their own."""
    return [Paragraph(text, Place(line=number)) for number, text in enumerate(texts, 1)]


def say(*texts: str, year: int | None = 2025, kind: str = "budget", department: str = DEPARTMENT) -> list[Statement]:
    """What a document of these paragraphs states."""
    return list(read_statements(paragraphs(*texts), year=year, department=department, kind=kind))


def final(*texts: str, year: int = 2023) -> list[Statement]:
    """What final accounts of these paragraphs state."""
    return say(*texts, year=year, kind="final_accounts")


def amounts(statements: list[Statement]) -> list[tuple[str, Coordinates | None]]:
    """The amounts with their coordinates."""
    return [(str(s.amount), s.coordinates) for s in statements if s.kind == "amount"]


def only(statements: list[Statement], kind: str) -> list[Statement]:
    """The statements of one kind."""
    return [statement for statement in statements if statement.kind == kind]


def point(**restrictions: str | int) -> Coordinates:
    """Coordinates in 2025, unless another year is given."""
    return Coordinates(**({"year": 2025} | restrictions))  # type: ignore[arg-type]
