"""Which project of one document is which of another: by code, by name, by the words of its target, by likeness and
amount; and which may have been split or merged, by sums."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import combinations, product

from gouji.corpus.comparing.side import SideProject, SideTarget
from gouji.corpus.comparing.units import unit_key
from gouji.lexicon.text import key as compact

ALIKE = 0.8
"""So alike two names are one renamed project, whatever its amount."""
RATHER_ALIKE = 0.5
"""So alike they are when the amounts are equal too and that amount stands nowhere else."""
_SHORTEST_WORDS = 12
"""Fewer characters of a target may be anybody's."""
_MOST_TRIED = 40
"""Of more candidates in a unit sums of two or three would come out right by chance."""


@dataclass(frozen=True, slots=True)
class ProjectPair:
    """A project in both documents. ``reason`` (Chinese) says why ones that are not plainly the same are taken for one,
    and is empty for those of one name in one unit."""

    before: SideProject
    after: SideProject
    reason: str = ""

    @property
    def difference(self) -> int | None:
        """After minus before in 分; None where an amount could not be read."""
        if self.before.fen is None or self.after.fen is None:
            return None
        return self.after.fen - self.before.fen


@dataclass(frozen=True, slots=True)
class Regrouping:
    """Projects that may have been split, merged, or renamed beyond likeness; ``reason`` is Chinese."""

    before: tuple[SideProject, ...]
    after: tuple[SideProject, ...]
    reason: str

    @property
    def kind(self) -> str:
        """What it would be called."""
        return "合并" if len(self.before) > 1 else "拆分" if len(self.after) > 1 else "更名"


@dataclass(frozen=True, slots=True)
class ProjectChanges:
    """Every project of both documents, each once in ``pairs``, ``regrouped``, ``new`` or ``gone``. ``hints`` are what
    amounts alone suggest of those new and gone: worth asking, not to be taken for so."""

    pairs: tuple[ProjectPair, ...] = ()
    regrouped: tuple[Regrouping, ...] = ()
    new: tuple[SideProject, ...] = ()
    gone: tuple[SideProject, ...] = ()
    hints: tuple[Regrouping, ...] = ()

    @property
    def kept(self) -> list[ProjectPair]:
        """Those of the same name and unit."""
        return [pair for pair in self.pairs if not pair.reason]

    @property
    def renamed(self) -> list[ProjectPair]:
        """Those taken for one for another reason."""
        return [pair for pair in self.pairs if pair.reason]


@dataclass
class _Left:
    """What is not yet settled."""

    before: list[SideProject]
    after: list[SideProject]
    units: Mapping[str, str]
    pairs: list[ProjectPair] = field(default_factory=list)
    regrouped: list[Regrouping] = field(default_factory=list)

    def unit(self, project: SideProject, *, of_before: bool) -> str | None:
        """The unit of a project by its key, a renamed one by its new key."""
        known = unit_key(project.unit)
        return self.units.get(known, known) if of_before and known else known

    def near(self, one: SideProject, other: SideProject) -> bool:
        """Whether both may be of one unit."""
        ours, theirs = self.unit(one, of_before=True), self.unit(other, of_before=False)
        return ours is None or theirs is None or ours == theirs

    def settle(self, one: SideProject, other: SideProject, reason: str) -> None:
        """Pair the two."""
        self.pairs.append(ProjectPair(one, other, reason))
        self.drop((one,), (other,))

    def drop(self, before: Sequence[SideProject], after: Sequence[SideProject]) -> None:
        """Take these very ones out."""
        self.before = [one for one in self.before if not any(one is other for other in before)]
        self.after = [one for one in self.after if not any(one is other for other in after)]


def project_changes(
    before: Sequence[SideProject],
    after: Sequence[SideProject],
    units: Mapping[str, str] | None = None,
    targets: tuple[Sequence[SideTarget], Sequence[SideTarget]] = ((), ()),
) -> ProjectChanges:
    """The projects of two documents against each other; ``units`` are keys of units before with those after under which
    they go on, ``targets`` the targets of both documents."""
    left = _Left(list(before), list(after), units or {})
    said = (_words(targets[0]), _words(targets[1]))
    _of_one_code(left)
    _of_one_name(left)
    _of_equal_sums(left, *said)
    _of_equal_words(left, *said)
    _alike(left)
    hints = [*_sums(left), *_equal_amounts(left)]
    return ProjectChanges(
        tuple(left.pairs), tuple(left.regrouped), tuple(left.after), tuple(left.before), tuple(_apart(hints))
    )


def _of_one_code(left: _Left) -> None:
    """Of one code, whatever the name; a code that stands twice tells nothing."""
    codes = [Counter(one.code for one in several if one.code) for several in (left.before, left.after)]
    after = {one.code: one for one in left.after if one.code and codes[1][one.code] == 1}
    for one in list(left.before):
        other = after.get(one.code) if one.code and codes[0][one.code] == 1 else None
        if other is not None:
            same = one.key == other.key and left.near(one, other)
            left.settle(one, other, "" if same else "项目编码相同")


def _of_one_name(left: _Left) -> None:
    """Of one name in one unit, then of one name alone; several of them in order of amount."""
    for with_unit in (True, False):
        waiting: dict[Hashable, list[SideProject]] = defaultdict(list)
        for one in sorted(left.after, key=_size):
            waiting[one.key, left.unit(one, of_before=False) if with_unit else None].append(one)
        for one in sorted(left.before, key=_size):
            found = waiting.get((one.key, left.unit(one, of_before=True) if with_unit else None))
            if found:
                other = found.pop(0)
                moved = not left.near(one, other)
                left.settle(one, other, f"名称相同，由“{one.unit}”改列“{other.unit}”" if moved else "")


def _size(project: SideProject) -> int:
    return -(project.fen or 0)


Words = Mapping[tuple[str | None, str | None], str]
"""The words of targets by the keys of their projects and units, of those that no other target uses."""


def _of_equal_words(left: _Left, before: Words, after: Words) -> None:
    """Projects whose targets say the same, word for word."""
    for one, other in product(list(left.before), list(left.after)):
        if not _same_words(one, other, before, after) or not left.near(one, other):
            continue
        if one in left.before and other in left.after:
            left.settle(one, other, "绩效目标的文字相同" + _amounts(one, other))


def _same_words(one: SideProject, other: SideProject, before: Words, after: Words) -> bool:
    said = before.get((one.key, unit_key(one.unit)))
    return said is not None and said == after.get((other.key, unit_key(other.unit)))


def _words(targets: Sequence[SideTarget]) -> Words:
    said = {(one.key, unit_key(one.unit)): compact(one.objective or "") for one in targets}
    often = Counter(said.values())
    return {of: words for of, words in said.items() if often[words] == 1 and len(words) >= _SHORTEST_WORDS}


def _amounts(one: SideProject, other: SideProject) -> str:
    return "，金额相同" if one.fen is not None and one.fen == other.fen else ""


def _of_equal_sums(left: _Left, before: Words, after: Words) -> None:
    """Splits and mergers where amounts sum up and a part is like the whole in name or in the words of its target."""
    for found in _apart(_sums(left)):
        pairs = list(product(found.before, found.after))
        if any(_likeness(one.key, other.key) >= RATHER_ALIKE for one, other in pairs):
            reason = "名称相近，"
        elif any(_same_words(one, other, before, after) for one, other in pairs):
            reason = "绩效目标的文字相同，"
        else:
            continue
        left.regrouped.append(Regrouping(found.before, found.after, reason + found.reason))
        left.drop(found.before, found.after)


def _sums(left: _Left) -> Iterator[Regrouping]:
    """One project's amount is that of two or three others of its unit, in one way only."""
    for one in left.before:
        for parts in _summing(one.fen, [other for other in left.after if left.near(one, other)]):
            yield Regrouping((one,), parts, "同一单位，金额之和相等")
    for other in left.after:
        for parts in _summing(other.fen, [one for one in left.before if left.near(one, other)]):
            yield Regrouping(parts, (other,), "同一单位，金额之和相等")


def _summing(total: int | None, several: Sequence[SideProject]) -> list[tuple[SideProject, ...]]:
    if not total or len(several) > _MOST_TRIED:
        return []
    known = [one for one in several if one.fen]
    found = [
        some for count in (2, 3) for some in combinations(known, count) if sum(one.fen or 0 for one in some) == total
    ]
    return found if len(found) == 1 else []


def _equal_amounts(left: _Left) -> Iterator[Regrouping]:
    """Of one unit and one amount that stands nowhere else among those left."""
    often = Counter(one.fen for one in (*left.before, *left.after))
    for one, other in product(left.before, left.after):
        if one.fen and one.fen == other.fen and often[one.fen] == 2 and left.near(one, other):
            yield Regrouping((one,), (other,), "同一单位，金额相同")


def _apart(several: Iterator[Regrouping] | Sequence[Regrouping]) -> list[Regrouping]:
    """Those that share no project with another."""
    listed = list(several)
    often = Counter(id(project) for one in listed for project in (*one.before, *one.after))
    return [one for one in listed if all(often[id(project)] == 1 for project in (*one.before, *one.after))]


def _alike(left: _Left) -> None:
    amounts = Counter(one.fen for one in (*left.before, *left.after) if one.fen)
    ranked: list[tuple[float, int, int, str]] = []
    for (i, one), (j, other) in product(enumerate(left.before), enumerate(left.after)):
        if not left.near(one, other) or not _worth_a_look(one.key, other.key):
            continue
        likeness = _likeness(one.key, other.key)
        equal = one.fen is not None and one.fen == other.fen and amounts[one.fen] == 2
        if likeness >= ALIKE:
            ranked.append((likeness + equal, i, j, "名称相近" + ("，金额相同" if equal else "")))
        elif likeness >= RATHER_ALIKE and equal:
            ranked.append((likeness + equal, i, j, "名称部分相同，金额相同且别处没有"))
    ours, theirs = list(left.before), list(left.after)
    taken: set[tuple[bool, int]] = set()
    for _, i, j, reason in sorted(ranked, key=lambda one: (-one[0], one[1], one[2])):
        if not taken & {(True, i), (False, j)}:
            taken |= {(True, i), (False, j)}
            left.settle(ours[i], theirs[j], reason)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _worth_a_look(one: str, other: str) -> bool:
    """A cheap bound of the likeness, for documents of hundreds of projects."""
    common = len(set(one) & set(other))
    return 2 * common >= RATHER_ALIKE * min(len(set(one)) + len(set(other)), 2 * len(set(one)), 2 * len(set(other)))
