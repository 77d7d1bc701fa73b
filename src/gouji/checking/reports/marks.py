"""How an amount looks on a page: its evidence by colour and sign, and the findings beside it."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.checking.reports.markup import text
from gouji.checking.reports.numbering import PageContext
from gouji.checking.reports.wording import EVIDENCE_TEXT

CLASSES = {"proved": "p", "disputed": "d", "unchecked": "u", "zero": "z", "": ""}
_GRAVITY = ("disputed", "unchecked", "proved", "zero", "")


def marked(context: PageContext, identifiers: Sequence[str], content: str, *, element: str, also: str = "") -> str:
    """``content`` as an element that stands for the amounts ``identifiers`` printed at one spot; the gravest evidence
    counts, and is spoken where it is not the rule. ``also`` are further attributes."""
    evidence = min((context.evidence(identifier) for identifier in identifiers), key=_GRAVITY.index)
    numbers = dict.fromkeys(
        number for identifier in identifiers for number in context.findings_of_amounts.get(identifier, [])
    )
    spoken = (
        f' aria-label="{text(content)}，{EVIDENCE_TEXT[evidence]}"' if evidence in {"disputed", "unchecked"} else ""
    )
    return (
        f'<{element} class="{f"n {CLASSES[evidence]}".rstrip()}" id="c{context.numbers[identifiers[0]]}"{also}{spoken}>'
        f"{text(content)}{context.marked(numbers)}</{element}>"
    )
