"""Words of tables and sentences → coordinates. What is not covered by known words is not understood.

The words are data (``data/terms.toml``); this module only cuts a text into them, longest first.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from gouji.lexicon.text import bare
from gouji.model.coordinates import Coordinates
from gouji.model.frozen import frozen

_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")
UNKNOWN_FUND = "?"


@frozen
class Meaning:
    """What a text says: coordinates (partial) and flags (see ``data/terms.toml``); ``year`` where one is printed."""

    coordinates: Coordinates = Coordinates()
    flags: frozenset[str] = frozenset()
    year: int | None = None

    def has(self, flag: str) -> bool:
        """Whether some word of the text carries the flag."""
        return flag in self.flags


@dataclass(frozen=True, slots=True)
class _Term:
    coordinates: Coordinates
    flags: frozenset[str]


@cache
def _terms() -> tuple[dict[str, _Term], dict[str, tuple[int, ...]]]:
    """The words with what they say, and for each first letter how long the words are that begin with it, longest
    first."""
    raw = tomllib.loads((resources.files("gouji.lexicon") / "data" / "terms.toml").read_text("utf-8"))
    words: dict[str, _Term] = {}
    for entry in raw["term"]:
        term = _Term(Coordinates(**entry.get("coordinates", {})), frozenset(entry.get("flags", ())))
        for word in entry["words"]:
            words.setdefault(bare(word) or word, term)
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[0], set()).add(len(word))
    return words, {letter: tuple(sorted(found, reverse=True)) for letter, found in lengths.items()}


@lru_cache(maxsize=8192)
def understand(text: str) -> Meaning | None:
    """What a header, a label or a title says, or None when a part of it is unknown or two parts contradict."""
    cut = _cut(bare(text))
    if cut is None:
        return None
    coordinates = Coordinates()
    flags: set[str] = set()
    year: int | None = None
    for piece in cut:
        if isinstance(piece, int):
            year = piece
            continue
        flags |= piece.flags
        joined = coordinates.joined(piece.coordinates)
        if joined is None:
            return None
        coordinates = joined
    return Meaning(coordinates, frozenset(flags), year)


@cache
def _rows_of_kinds() -> dict[tuple[str, str], Meaning]:
    raw = tomllib.loads((resources.files("gouji.lexicon") / "data" / "terms.toml").read_text("utf-8"))
    return {
        (entry["kind"], bare(word)): Meaning(Coordinates(**entry["coordinates"]))
        for entry in raw["row"]
        for word in entry["words"]
    }


def understand_row(label: str, kind: str | None) -> Meaning | None:
    """What a row's label says in a table of this kind: 货物 is procurement only in a table of procurement. What has no
    meaning of its own there means what it means everywhere."""
    own = _rows_of_kinds().get((kind, bare(label))) if kind else None
    return own or understand(label)


@lru_cache(maxsize=2048)
def glean(text: str) -> Meaning:
    """What the known words in a text say, the unknown ones passed over: for titles, which name the office as well.
    Of two words that contradict each other the first counts."""
    coordinates = Coordinates()
    flags: set[str] = set()
    year: int | None = None
    rest = bare(text)
    words, lengths = _terms()
    position = 0
    while position < len(rest):
        match = _YEAR.match(rest, position)
        if match:
            year, position = int(match.group()[:4]), match.end()
            continue
        for length in lengths.get(rest[position], ()):
            term = words.get(rest[position : position + length])
            if term is not None:
                flags |= term.flags
                coordinates = _gleaned(coordinates, term.coordinates)
                position += length
                break
        else:
            position += 1
    return Meaning(coordinates, frozenset(flags), year)


def _gleaned(known: Coordinates, more: Coordinates) -> Coordinates:
    """Both restrictions; of two parts of one use (人员类、公用经费) what they are parts of."""
    one, other = known.use, more.use
    if one and other and one != other and one.partition("/")[0] == other.partition("/")[0] and "/" in one:
        return known.at("use", one.partition("/")[0])
    return known.joined(more) or known


@lru_cache(maxsize=8192)
def words_of(text: str) -> frozenset[str]:
    """The flags of all words found anywhere in a text, understood as a whole or not. A single character counts only
    where it is all there is, or a sign: 人 in 对个人和家庭的补助 is no count."""
    flags: set[str] = set()
    rest = bare(text)
    words, lengths = _terms()
    position = 0
    while position < len(rest):
        for length in lengths.get(rest[position], ()):
            piece = rest[position : position + length]
            alone = len(piece) == 1 and len(rest) > 1 and piece.isalpha()
            term = words.get(piece) if len(piece) == length and not alone else None
            if term is not None:
                flags |= term.flags
                position += length
                break
        else:
            position += 1
    return frozenset(flags)


def _cut(text: str) -> list[_Term | int] | None:
    """The words and years that cover a text, the fewest pieces first; None when nothing covers it."""
    words, lengths = _terms()
    size = len(text)
    steps: dict[int, list[tuple[int, _Term | int]]] = {}
    reached = [0]
    for start in reached:  # only where the pieces before leave off: most texts are given up at their first letter
        if start == size or start in steps:
            continue
        options: list[tuple[int, _Term | int]] = []
        steps[start] = options
        if year := _YEAR.match(text, start):
            options.append((year.end(), int(year.group()[:4])))
        for length in lengths.get(text[start], ()):
            term = words.get(text[start : start + length])
            if term is not None and start + length <= size:
                options.append((start + length, term))
        reached.extend(end for end, _ in options)
    best: dict[int, list[_Term | int]] = {size: []}
    for start in sorted(steps, reverse=True):
        for end, piece in steps[start]:
            rest = best.get(end)
            if rest is not None and (start not in best or len(rest) + 1 < len(best[start])):
                best[start] = [piece, *rest]
    return best.get(0)
