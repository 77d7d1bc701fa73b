"""The indicators of one target: merged level cells filled, values read, a lost weight inferred from the total."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gouji.lexicon.targets import LevelName, level1_of, level2_of
from gouji.lexicon.text import tidy
from gouji.model.disclosure import Indicator
from gouji.model.frozen import replace
from gouji.reading.targets.lines import Line
from gouji.reading.targets.value import join_value, prose, read_value


def read_indicators(lines: Sequence[Line]) -> tuple[Indicator, ...]:
    """The indicators that the lines of one target print."""
    printed = [line for line in lines if line.has_indicator and _is_indicator(line)]
    level2 = _level2_names(printed)
    level1 = _level1_names(printed, level2)
    return tuple(
        _indicator(line, first, second, inferred)
        for line, second, (first, inferred) in zip(printed, level2, level1, strict=True)
    )


def _is_indicator(line: Line) -> bool:
    return any(role in line.texts for role in ("name", "value", "weight"))


def _indicator(line: Line, level1: str | None, level2: str | None, inferred: bool) -> Indicator:
    value = read_value(line.get("value") or "")
    if "operator" in line.texts or "measure" in line.texts:
        value = join_value(line.get("operator"), line.get("value"), line.get("measure"))
    interim = read_value(line.get("interim_value") or "")
    derived = (line.swapped & _FIELDS) | ({"level1"} if inferred else set())
    return Indicator(
        level1=level1,
        level2=level2,
        name=prose(line.get("name") or "") or None,
        explanation=prose(line.get("explanation") or "") or None,
        value=value.text if value else None,
        operator=value.operator if value else None,
        number=value.number if value else None,
        measure=value.measure if value else None,
        weight=line.weight,
        interim_value=interim.text if interim else None,
        place=line.place,
        inferred=frozenset(derived),
    )


_FIELDS = frozenset({"level1", "level2", "name", "explanation", "value", "weight", "interim_value"})


def _level2_names(lines: Sequence[Line]) -> list[str | None]:
    """Level 2 of each line: a merged cell is printed once; a new level 1 ends it."""
    names: list[str | None] = []
    current: str | None = None
    for line in lines:
        if "level2" in line.texts:
            level = level2_of(line.texts["level2"])
            current = level.name if level else tidy(line.texts["level2"])
        elif "level1" in line.texts and not _level1_printed_late(line, current):
            current = None
        names.append(current)
    return names


def _level1_printed_late(line: Line, level2: str | None) -> bool:
    """Whether the merged level 1 cell is printed in the middle of its rows: the running level 2 stands under it."""
    first, second = _level1(line), level2_of(level2) if level2 else None
    return first is not None and second is not None and first.standard in second.parents


def _level1(line: Line) -> LevelName | None:
    text = line.get("level1")
    if text is None:
        return None
    return level1_of(text) or LevelName(tidy(text), tidy(text))


def _level1_names(lines: Sequence[Line], level2: Sequence[str | None]) -> list[tuple[str | None, bool]]:
    """Level 1 of each line and whether it is inferred: the nearest printed above or below that the level 2 stands
    under; where none does, the only level 1 that has such a level 2."""
    printed = [_level1(line) for line in lines]
    return [_nearest(printed, index, level2[index]) for index in range(len(lines))]


def _nearest(printed: Sequence[LevelName | None], index: int, level2: str | None) -> tuple[str | None, bool]:
    own = printed[index]
    if own is not None:
        return own.name, False
    above = next((level for level in reversed(printed[:index]) if level), None)
    below = next((level for level in printed[index + 1 :] if level), None)
    second = level2_of(level2) if level2 else None
    if second is None:
        return (above.name, False) if above else (None, False)
    for level in (above, below):
        if level is not None and (level.standard in second.parents or not level.rank):
            return level.name, level is below
    if len(second.parents) == 1:
        return second.parents[0], True
    return (above.name, False) if above else (None, False)


def completed_weights(indicators: tuple[Indicator, ...], total: Decimal | None) -> tuple[Indicator, ...]:
    """The indicators with the one lost weight that the usual total leaves open, marked as inferred."""
    lost = [index for index, indicator in enumerate(indicators) if indicator.weight is None]
    if total is None or len(lost) != 1 or len(indicators) == 1:
        return indicators
    rest = total - sum((Decimal(each.weight) for each in indicators if each.weight), Decimal(0))
    if not 0 < rest < total:
        return indicators
    index = lost[0]
    whole = replace(indicators[index], weight=format(rest, "f"), inferred=indicators[index].inferred | {"weight"})
    return (*indicators[:index], whole, *indicators[index + 1 :])


def weight_sum(indicators: Sequence[Indicator]) -> Decimal | None:
    """The sum of the weights, None when one is lost or none is printed."""
    if not indicators or any(indicator.weight is None for indicator in indicators):
        return None
    return sum((Decimal(indicator.weight) for indicator in indicators if indicator.weight), Decimal(0))
