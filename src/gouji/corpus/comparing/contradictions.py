"""Where the later document takes the earlier one's figures for other than they were, one cause at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.checking.reports.wording import place_text
from gouji.corpus.comparing.comparison import Comparison
from gouji.corpus.comparing.relation import STAGES, quoted_stage
from gouji.corpus.comparing.side import SideChange
from gouji.corpus.figures import Figure
from gouji.corpus.naming import enumerated, moved, phrase, wan
from gouji.model.coordinates import Coordinates

_EXPLAINED = re.compile(
    r"口径|划转|划入|划出|转入|转出|并入|合并|机构改革|调整预算|预算调整|追加|追减|执行数|快报|可比"
)
"""Words by which a document says that last year's figure is not what was published then."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A figure of the earlier document (``published``, in 分) that the later one has as ``told``. ``stated`` is the
    change it states, in words, where it prints no figure, and ``actual`` the change by both documents; ``explained`` is
    its own explanation. ``room`` is what rounding leaves open of the difference,
    ``last`` one in the last digit of what is printed to fewer of them, both in 分."""

    point: Coordinates
    name: str
    published: int
    told: int
    room: int
    last: int
    place: str
    stated: str = ""
    actual: int = 0
    explained: str = ""

    @property
    def gap(self) -> int:
        """Told less published."""
        return self.told - self.published

    @property
    def tail(self) -> bool:
        """Whether it is one in the last printed digit."""
        return abs(self.gap) <= self.last


def disagreements(comparison: Comparison) -> list[list[Disagreement]]:
    """Those that differ by the same amount together, for they have one cause; the largest first."""
    groups: list[list[Disagreement]] = []
    every = [one for one in (*_printed(comparison), *_stated(comparison)) if not one.tail]
    seen: set[tuple[str, int]] = set()
    for one in every:
        # What is printed and stated of one thing is one.
        if (one.name, one.gap) not in seen:
            seen.add((one.name, one.gap))
            same = next((ones for ones in groups if abs(ones[0].gap - one.gap) <= ones[0].room + one.room), None)
            if same is None:
                groups.append([one])
            else:
                same.append(one)
    return sorted(groups, key=lambda ones: -abs(ones[0].gap))


def tails(comparison: Comparison) -> int:
    """How many figures differ by one in the last printed digit, which comes of rounding at different times."""
    found = [*_printed(comparison), *_stated(comparison)]
    return len({one.name for one in found if one.tail})


def _printed(comparison: Comparison) -> list[Disagreement]:
    after = comparison.after
    back, stage = (0, quoted_stage(comparison.before)) if comparison.relation == STAGES else (1, None)
    return [
        Disagreement(
            one.point,
            phrase(one.point),
            one.before.fen,
            one.after.fen,
            _room(one.before) + _room(one.after),
            max(_last(one.before), _last(one.after)),
            after.where(one.point, back, stage),
        )
        for one in comparison.restated
        if one.agrees is False and one.before and one.after and one.before.fen is not None and one.after.fen is not None
    ]


def _stated(comparison: Comparison) -> list[Disagreement]:
    found = []
    for claim in comparison.claims:
        if claim.gap is None or claim.before is None or claim.before.fen is None:
            continue
        change = claim.change
        text = " ".join((change.sentence, change.reason or ""))
        later = claim.after.fen if claim.after else None
        found.append(
            Disagreement(
                comparison.before.plain(change.point),
                phrase(change.point),
                claim.before.fen,
                claim.before.fen + claim.gap,
                _room(claim.before) + _room(claim.after) + ((change.high or 0) - (change.low or 0)) // 2,
                max(_last(claim.before), _last(claim.after)),
                place_text(change.place, longest=30),
                stated_words(change),
                0 if later is None else later - claim.before.fen,
                change.reason or "" if _EXPLAINED.search(text) else "",
            )
        )
    return found


def _room(figure: Figure | None) -> int:
    return 0 if figure is None or figure.low is None or figure.high is None else (figure.high - figure.low) // 2 + 1


def _last(figure: Figure | None) -> int:
    return 0 if figure is None or figure.low is None or figure.high is None else figure.high - figure.low + 1


def stated_words(change: SideChange) -> str:
    """A change as a document states it: ``增加 703.56 万元``, ``下降 3.08%``, ``持平``."""
    if change.direction == "none":
        return "持平"
    up = change.direction == "increase"
    if change.fen:
        return f"{'增加' if up else '减少'} {wan(change.fen)} 万元"
    if change.percent is not None:
        return f"{'增长' if up else '下降'} {change.percent}%"
    return "增加" if up else "减少"


def told(group: list[Disagreement], labels: tuple[str, str], what: str) -> str:
    """A group in sentences; ``what`` the figures are, ``2025年预算数``."""
    first = max(group, key=lambda one: (bool(one.place), abs(one.published)))
    more = f"{'多' if first.gap > 0 else '少'} {wan(abs(first.gap))} 万元"
    place = f"（{first.place}）" if first.place else ""
    published = f"比{labels[0]}公布的 {wan(first.published)} 万元{more}"
    if first.stated:
        text = (
            f"{labels[1]}称{first.name}比{what}{first.stated}{place}，而两份文件相减是{moved(first.actual, None)}："
            f"它所依据的{what}是 {wan(first.told)} 万元，{published}"
        )
    else:
        text = f"{labels[1]}所列的{what}，{first.name}为 {wan(first.told)} 万元{place}，{published}"
    names = list(dict.fromkeys(one.name for one in group if one.name != first.name))
    if names:
        text += f"；同样相差此数的还有{enumerated([f'“{name}”' for name in names], 4)}"
    explained = next((one.explained for one in group if one.explained), "")
    return text + (f"。文件的说明是“{explained}”。" if explained else "，没有说明原因。")
