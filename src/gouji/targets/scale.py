"""The scale of points and lights (``data/scoring.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Grade:
    """A class of a qualitative result; it may have ``low`` to ``high`` percent of its points."""

    name: str
    low: Decimal
    high: Decimal


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files("gouji.targets") / "data" / "scoring.toml").read_text("utf-8"))


@cache
def execution_points() -> Decimal:
    """Points of the execution rate."""
    return Decimal(_data()["execution"])


@cache
def grades() -> tuple[Grade, ...]:
    """The classes of a qualitative result, the best first."""
    return tuple(Grade(one["name"], Decimal(one["low"]), Decimal(one["high"])) for one in _data()["grades"])


def class_of(total: Decimal) -> str:
    """优, 良, 中 or 差."""
    return next(str(one["name"]) for one in _data()["classes"] if total >= Decimal(one["least"]))


@cache
def overshoot() -> Decimal:
    """Beyond so many times its value a result must be explained."""
    return Decimal(_data()["overshoot"]["times"])


@cache
def light_bounds() -> tuple[Decimal, Decimal]:
    """From which share of what was to be reached a light is green, and yellow."""
    lights = _data()["lights"]
    return Decimal(lights["green"]), Decimal(lights["yellow"])


def usual_shares(levels: frozenset[str]) -> dict[str, Decimal]:
    """The points that indicators of each level 1 usually total, given the levels that are there."""
    kind = "with_cost" if "成本指标" in levels else "without_cost"
    return {level: Decimal(points) for level, points in _data()["shares"][kind].items()}
