"""Proposals of who followed whom, from names and from figures: for people to look at, never applied by themselves."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from gouji.corpus.agreement import Agreement, Interval, agreement
from gouji.corpus.comparing.side import Side
from gouji.corpus.lives import Life, lives
from gouji.corpus.name_likeness import likeness
from gouji.corpus.naming import enumerated, wan
from gouji.corpus.stated import Stated
from gouji.model.coordinates import Coordinates

_MOST_TOGETHER = 4
"""So many institutions at most are tried as one merger or split."""
_MOST_NEAR = {2: 400, 3: 60, 4: 25}
"""Beyond so many candidates in one place groups of a size are not tried: a dataset that lacks a year, not mergers."""
_MOST_UNTOLD = 30
"""Of so many candidates at most those without a total are tried in pairs: nothing cheap settles them."""
_TOTAL = Coordinates(side="revenue")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The institutions of ``before`` may have become those of ``after`` in ``year``; ``reasons`` are Chinese. One that
    goes on stands on both sides."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    year: int
    reasons: tuple[str, ...]

    @property
    def kind(self) -> str:
        """What it would be called."""
        goes_on = bool(set(self.before) & set(self.after))
        if len(self.before) > 1:
            return "并入" if goes_on else "合并"
        if len(self.after) > 1:
            return "分出" if goes_on else "拆分"
        return "更名"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A proposal with what decides between several of one institution."""

    proposal: Proposal
    digits: float
    name: float


def proposals(
    documents: Sequence[Row], figures: Sequence[Row], stated: Stated, statements: Sequence[Row] = ()
) -> list[Proposal]:
    """Whom each institution that begins in its place may have followed, year by year; of those that go on too where
    what they tell of last year is not what they were. Nothing is proposed about those whose succession is stated."""
    told = {name for one in stated.successions for name in (*one.before, *one.after)}
    places: dict[str | None, list[Life]] = defaultdict(list)
    for life in lives(documents, figures, statements, stated):
        if life.name not in told:
            places[life.region].append(life)
    found: list[Proposal] = []
    for near in places.values():
        for year in sorted({year for life in near for year in life.years}):
            found.extend(_of_a_year(near, year))
    return sorted(found, key=lambda one: (one.year, one.after, one.before))


def _of_a_year(near: Sequence[Life], year: int) -> Iterator[Proposal]:
    ended = [one for one in near if year - 1 in one.years and year not in one.years]
    begun = [one for one in near if year in one.years and year - 1 not in one.years]
    if not ended and not begun:
        return
    moved = [one for one in near if {year - 1, year} <= one.years and _moved(one, year)]
    candidates = [
        *_renamed(ended, begun, year),
        *_joined(ended, begun, moved, year),
        *_parted(ended, begun, moved, year),
    ]
    taken: set[tuple[str, str]] = set()
    for one in sorted(candidates, key=lambda one: (-one.digits, -one.name, one.proposal.after, one.proposal.before)):
        ends = {("before", name) for name in one.proposal.before} | {("after", name) for name in one.proposal.after}
        if not ends & taken:
            taken |= ends
            yield one.proposal


def _moved(life: Life, year: int) -> bool:
    """Whether what an institution tells of last year's total is not what it was."""
    told, was = life.last_year(year).get(_TOTAL), _total(life, year - 1)
    return told is not None and was is not None and not _meet(told, was)


def _renamed(ended: Sequence[Life], begun: Sequence[Life], year: int) -> Iterator[_Candidate]:
    for one in ended:
        was = _total(one, year - 1)
        for other in begun:
            if one.years & other.years:
                continue  # both were there at once
            told = _last_total(other, year)
            like, said = likeness(one.name, other.name) if one.region is not None else (0.0, "")
            if not said and was is not None and told is not None and not _meet(was, told):
                continue  # the totals deny it, and nothing else was to say it
            found = _agreement([one], [other], year)
            speaks = found.speaks(len(ended) * len(begun))
            if speaks or (said and not found.denies):
                reasons = ([said] if said else []) + ([_told(found, 1, 1)] if found.equal else [])
                reasons += [] if speaks else [f"前者见于 {_span(one)} 年，后者见于 {_span(other)} 年"]
                digits = found.digits if speaks else 0.0
                yield _Candidate(Proposal((one.name,), (other.name,), year, tuple(reasons)), digits, like)


def _joined(ended: Sequence[Life], begun: Sequence[Life], moved: Sequence[Life], year: int) -> Iterator[_Candidate]:
    """Several became one, which is new, or one of them."""
    groups = Groups([(one, _total(one, year - 1)) for one in ended])
    for other in (*begun, *moved):
        goes_on = other in moved
        own = _total(other, year - 1) if goes_on else (0, 0)
        for group in groups.fitting(_last_total(other, year), own, 1 if goes_on else 2):
            if goes_on or not any(one.years & other.years for one in group):
                yield from _proposed([other, *group] if goes_on else group, [other], year, groups.count)


def _parted(ended: Sequence[Life], begun: Sequence[Life], moved: Sequence[Life], year: int) -> Iterator[_Candidate]:
    """One became several, which are new, or it and others."""
    groups = Groups([(other, _last_total(other, year)) for other in begun])
    for one in (*ended, *moved):
        goes_on = one in moved
        own = _last_total(one, year) if goes_on else (0, 0)
        for group in groups.fitting(_total(one, year - 1), own, 1 if goes_on else 2):
            if goes_on or not any(other.years & one.years for other in group):
                yield from _proposed([one], [one, *group] if goes_on else group, year, groups.count)


def _proposed(before: Sequence[Life], after: Sequence[Life], year: int, alternatives: int) -> Iterator[_Candidate]:
    found = _agreement(before, after, year)
    if found.speaks(alternatives):
        ours, theirs = (tuple(sorted(one.name for one in side)) for side in (before, after))
        reasons = (_told(found, len(before), len(after)),)
        yield _Candidate(Proposal(ours, theirs, year, reasons), found.digits, 0.0)


class Groups:
    """Groups of one to a few candidates, found by their totals; those of one are for institutions that go on."""

    def __init__(self, several: Sequence[tuple[Life, Interval | None]]) -> None:
        known = [(life, total) for life, total in several if total is not None]
        self._found: list[tuple[int, int, tuple[Life, ...]]] = []
        for size in range(1, _MOST_TOGETHER):
            if len(known) > _MOST_NEAR.get(size, len(known)):
                break
            for group in combinations(known, size):
                low, high = sum(total[0] for _, total in group), sum(total[1] for _, total in group)
                self._found.append((low, high, tuple(life for life, _ in group)))
        self._found.sort(key=lambda one: one[:2])
        self._widest = max((high - low for low, high, _ in self._found), default=0)
        lives_ = [life for life, _ in several]
        self._untold = [
            group
            for group in (combinations(lives_, 2) if len(lives_) <= _MOST_UNTOLD else ())
            if any(total is None for life, total in several if life in group)
        ]
        self.count = len(self._found) + len(self._untold)

    def fitting(self, wanted: Interval | None, own: Interval | None, least: int) -> Iterator[tuple[Life, ...]]:
        """The groups of at least so many whose total, with what the one that goes on has itself, can be the wanted one,
        and those of which that is not known: cheap, and settles nearly all."""
        if wanted is not None and own is not None:
            low, high = wanted[0] - own[1], wanted[1] - own[0]
            start = bisect_left(self._found, low - self._widest, key=lambda one: one[0])
            for at in range(start, len(self._found)):
                if self._found[at][0] > high:
                    break
                if self._found[at][1] >= low and len(self._found[at][2]) >= least:
                    yield self._found[at][2]
            yield from self._untold
        elif len(self._found) <= _MOST_UNTOLD**2:
            yield from (group for _, _, group in self._found if least <= len(group) <= 2)
            yield from self._untold


def _agreement(before: Sequence[Life], after: Sequence[Life], year: int) -> Agreement:
    """What the later ones tell of last year against what the earlier ones were; of several their sums."""
    pairs: list[tuple[Interval, Interval]] = []
    for point in after[0].last_year(year):
        told = _sum([one.told(point, year) for one in after])
        was = _sum([_interval(one.side(year - 1), point) for one in before])
        if told is not None and was is not None:
            pairs.append((was, told))
    return agreement(pairs)


def _last_total(life: Life, year: int) -> Interval | None:
    return life.last_year(year).get(_TOTAL)


def _total(life: Life, year: int) -> Interval | None:
    return _interval(life.side(year), _TOTAL)


def _interval(side: Side | None, point: Coordinates) -> Interval | None:
    figure = None if side is None else side.at(point)
    return None if figure is None or figure.low is None or figure.high is None else (figure.low, figure.high)


def _sum(parts: Sequence[Interval | None]) -> Interval | None:
    known = [part for part in parts if part is not None]
    return (sum(low for low, _ in known), sum(high for _, high in known)) if len(known) == len(parts) else None


def _meet(one: Interval, other: Interval) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _span(life: Life) -> str:
    first, last = min(life.years), max(life.years)
    return str(first) if first == last else f"{first}—{last}"


def _told(found: Agreement, before: int, after: int) -> str:
    told = "后者所说的上年数" if after == 1 else "后几者所说的上年数之和"
    whose = "前者的本年数" if before == 1 else "前几者的本年数之和"
    return f"{told}可比的 {found.asked} 个中有 {found.equal} 个等于{whose}，最大 {wan(found.largest)} 万元"


def as_toml(found: Sequence[Proposal]) -> str:
    """The proposals as a file to correct: every one commented out, to be uncommented by whoever has looked."""
    lines = [
        "# 机构表：同一机构的各个名称，以及机构的承继。改好后存为数据集文件夹里的 institutions.toml，",
        "# 再运行 gouji corpus institutions 数据集 --apply 即生效；以后的 gouji corpus build 也照它办。",
        "#",
        "# [[institution]]                 # 同一机构的几个名称",
        '# id = "某市档案局"',
        '# names = ["某市档案局", "某市档案局（馆）"]',
        '# parent = "某市委办公室"         # 主管部门，可不写',
        "#",
        "# [[succession]]                  # 更名（一对一）、合并（before 几个）、拆分（after 几个）",
        '# before = ["某市档案局"]         # 继续存在的机构，前后都写',
        '# after = ["某市档案馆"]',
        "# year = 2026                     # 承继后的第一个预算年度",
    ]
    aliases = there_and_back(found)
    rest = [one for one in found if frozenset((*one.before, *one.after)) not in aliases]
    if found:
        lines += ["", f"# 以下 {len(aliases) + len(rest)} 条是由名称和数字推测的，请核对；属实的去掉行首的 #。"]
    for names in sorted(aliases, key=sorted):
        own = max(sorted(names), key=len)
        lines += ["", "# 依据：两个名称轮换使用，年度不重", "# [[institution]]", f"# id = {_quoted(own)}"]
        lines += [f"# names = [{', '.join(map(_quoted, sorted(names)))}]"]
    for one in rest:
        lines += ["", *(f"# 依据：{reason}" for reason in one.reasons), "# [[succession]]"]
        lines += [f"# {side} = [{', '.join(map(_quoted, getattr(one, side)))}]" for side in ("before", "after")]
        lines += [f"# year = {one.year}"]
    return "\n".join(lines) + "\n"


def there_and_back(found: Sequence[Proposal]) -> set[frozenset[str]]:
    """Pairs of names each of which follows the other: one institution under two names."""
    steps = {(one.before, one.after) for one in found if one.kind == "更名"}
    return {frozenset((*before, *after)) for before, after in steps if (after, before) in steps}


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def told(one: Proposal) -> str:
    """A proposal in a line."""
    return f"{enumerated(one.before)} → {enumerated(one.after)}"
