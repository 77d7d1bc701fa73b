"""What a user states of institutions: the names of one, its department, and who followed whom.

The file ``institutions.toml`` lies in the dataset's folder and is the user's: a build reads it and never writes it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gouji.corpus.offices import institution_key
from gouji.errors import GoujiError

FILE = "institutions.toml"


@dataclass(frozen=True, slots=True)
class Succession:
    """The institutions of ``before`` became those of ``after``; ``year`` is the first budget year of the latter. One
    to one is a renaming, several to one a merger, one to several a split."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    year: int


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated: ``identities`` maps a name's key to its institution, ``parents`` a unit to its department."""

    identities: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    successions: tuple[Succession, ...] = ()

    def of(self, name: str | None) -> str | None:
        """The institution that a name (or its key, or an institution) means: itself where nothing is stated."""
        key = institution_key(name or "")
        return None if key is None else self.identities.get(key, key)

    @property
    def institutions(self) -> frozenset[str]:
        """Every institution of which something is stated."""
        followed = {one for step in self.successions for one in (*step.before, *step.after)}
        return frozenset({*self.identities.values(), *self.parents, *followed})


def stated_in(folder: Path) -> Stated:
    """What is stated for a dataset; nothing where its folder has no such file."""
    path = folder / FILE
    return read_stated(path) if path.is_file() else Stated()


def read_stated(path: Path) -> Stated:
    """Read the file. Raises :class:`GoujiError` in Chinese for what it cannot mean."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GoujiError(f"机构表 {path.name} 读不出来：{error}。") from error
    unknown = set(content) - {"institution", "succession"}
    if unknown:
        raise _wrong(path, f"不认识 {'、'.join(sorted(unknown))}，只应有 [[institution]] 和 [[succession]]")
    identities: dict[str, str] = {}
    parents: dict[str, str] = {}
    for number, entry in enumerate(_entries(path, content, "institution"), 1):
        _identity(path, number, entry, identities, parents)
    stated = Stated(identities, parents)
    successions = [
        _succession(path, number, entry, stated)
        for number, entry in enumerate(_entries(path, content, "succession"), 1)
    ]
    _once(path, successions)
    known = {unit: stated.of(parent) or parent for unit, parent in parents.items()}
    return Stated(identities, known, tuple(sorted(successions, key=lambda one: (one.year, one.after, one.before))))


def _wrong(path: Path, why: str) -> GoujiError:
    return GoujiError(f"机构表 {path.name}：{why}。")


def _entries(path: Path, content: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    entries = content.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise _wrong(path, f"{name} 应写作 [[{name}]]")
    return entries


def _identity(
    path: Path, number: int, entry: Mapping[str, Any], identities: dict[str, str], parents: dict[str, str]
) -> None:
    where = f"第 {number} 个 [[institution]]"
    if set(entry) - {"id", "names", "parent"}:
        raise _wrong(path, f"{where} 只能写 id、names、parent")
    own, parent = entry.get("id"), entry.get("parent")
    if not isinstance(own, str) or not institution_key(own):
        raise _wrong(path, f"{where} 缺少 id（机构标识，写名称即可）")
    if parent is not None and not isinstance(parent, str):
        raise _wrong(path, f"{where} 的 parent 应是主管部门的名称")
    names = _names(path, entry.get("names"), f"{where} 的 names")
    for name in {own: None, **dict.fromkeys(names)}:
        key = institution_key(name) or name
        if identities.setdefault(key, own) != own:
            raise _wrong(path, f"“{name}”既属“{identities[key]}”，又属“{own}”")
    if parent is not None:
        parents[own] = parent


def _succession(path: Path, number: int, entry: Mapping[str, Any], stated: Stated) -> Succession:
    where = f"第 {number} 个 [[succession]]"
    if set(entry) - {"before", "after", "year"}:
        raise _wrong(path, f"{where} 只能写 before、after、year")
    year = entry.get("year")
    if not isinstance(year, int) or not 1990 <= year <= 2100:
        raise _wrong(path, f"{where} 的 year 应是承继后的第一个预算年度，如 2026")
    before, after = (
        tuple(sorted({stated.of(name) or name for name in _names(path, entry.get(side), f"{where} 的 {side}")}))
        for side in ("before", "after")
    )
    if before == after:
        raise _wrong(path, f"{where} 的 before 和 after 是同一机构；同一机构的几个名称请写在 [[institution]] 里")
    return Succession(before, after, year)


def _names(path: Path, value: Any, where: str) -> list[str]:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) and one.strip() for one in value):
        raise _wrong(path, f'{where} 应是名称的清单，如 ["某市档案局"]')
    return value


def _once(path: Path, successions: Sequence[Succession]) -> None:
    """What becomes of an institution in a year is one succession, or sums could not be told apart."""
    for side in ("before", "after"):
        counts = Counter((one.year, name) for one in successions for name in getattr(one, side))
        for (year, name), count in counts.items():
            if count > 1:
                raise _wrong(path, f"“{name}”在 {year} 年的承继写了 {count} 条，请并成一条，把各机构写在一起")
