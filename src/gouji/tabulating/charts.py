"""Charts of what people would rather look at, from the same printed values as tables and sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from gouji.model.publication import Chart
from gouji.tabulating.phrasebook import ListPhrase, PointPhrase
from gouji.tabulating.telling import Teller

_MOST = 8
"""More bars than this are not told apart; the smallest are left to the tables."""


def gather_charts(names: Sequence[str], teller: Teller) -> None:
    """Let the amounts of charts be rounded with all others."""
    for name in names:
        _made(name, teller)


def charts(names: Sequence[str], teller: Teller, fill: Callable[[str], str]) -> Iterator[Chart]:
    """The charts of these names; one without amounts is left out."""
    for name in names:
        chart = _made(name, teller)
        if chart is not None:
            yield replace(chart, title=fill(chart.title), description=fill(chart.description))


def _made(name: str, teller: Teller) -> Chart | None:
    spec = teller.book.charts[name]
    phrase = ListPhrase(
        name,
        "",
        "",
        tuple(spec.get("members", "").split()),
        spec.get("axis", ""),
        spec.get("of", ""),
        int(spec.get("digits", "3")),
    )
    members = list(teller.members(phrase))
    both = spec.get("years", "") == "both" and all(teller.knows(member) for member in members)
    members.sort(key=lambda member: -teller.fen(member))
    members = members[:_MOST]
    if not members:
        return None
    names = ("年初预算数", "调整后预算数") if teller.adjusted else (f"{teller.year - 1}年", f"{teller.year}年")
    before = ((names[0], tuple(teller.fen(member, before=True) for member in members)),) if both else ()
    series = (*before, (names[1], tuple(teller.fen(member) for member in members)))
    labels = tuple(member.name for member in members)
    return Chart(spec["title"], spec["kind"], labels, series, _description(spec["title"], members, teller))


def _description(title: str, members: Sequence[PointPhrase], teller: Teller) -> str:
    parts = (f"{member.name}{teller.tell('{it}', member).text}" for member in members)
    return f"{title}：{'，'.join(parts)}"
