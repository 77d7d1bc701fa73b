"""Values made in a short cut are what ``dataclasses`` would have made of them."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.model.coordinates import DIMENSIONS, Coordinates
from gouji.model.disclosure import Cell, Place
from gouji.model.frozen import frozen, replace

texts = st.none() | st.sampled_from(["expenditure", "2010301", "basic"])
points = st.builds(Coordinates, *[texts] * len(DIMENSIONS))


def test_nothing_of_a_value_can_be_set() -> None:
    place = Place(3)
    with pytest.raises(dataclasses.FrozenInstanceError):
        place.page = 4  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        place.other = 4  # type: ignore[attr-defined]


def test_values_are_compared_shown_copied_and_kept_by_their_fields() -> None:
    place = Place(3, bbox=(0.0, 1.0, 2.0, 3.0))
    assert place == Place(3, None, (0.0, 1.0, 2.0, 3.0))
    assert hash(place) == hash(copy.deepcopy(place))
    assert pickle.loads(pickle.dumps(place)) == place
    assert repr(place) == "Place(page=3, line=None, bbox=(0.0, 1.0, 2.0, 3.0))"
    assert [f.name for f in dataclasses.fields(place)] == list(inspect.signature(Place).parameters)


def test_missing_and_unknown_fields_are_refused() -> None:
    with pytest.raises(TypeError):
        Cell("t0")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        replace(Place(1), pages=2)  # type: ignore[call-arg]


def test_a_factory_is_refused_rather_than_lost() -> None:
    with pytest.raises(AssertionError):

        @frozen
        class Listed:
            members: list[int] = dataclasses.field(default_factory=list)


@given(points, st.sampled_from(DIMENSIONS), texts)
def test_replacing_is_that_of_dataclasses(point: Coordinates, name: str, value: str | None) -> None:
    changed = dataclasses.replace(point, **{name: value})  # type: ignore[arg-type]
    assert replace(point, **{name: value}) == changed == point.at(name, value)  # type: ignore[arg-type]
    assert hash(changed) == hash(point.at(name, value))


@given(points, points)
def test_points_are_equal_when_all_their_restrictions_are(one: Coordinates, other: Coordinates) -> None:
    assert (one == other) == (one.as_dict() == other.as_dict())
    assert one.joined(one) == one
    assert one.completed(other) == Coordinates(**{**other.as_dict(), **one.as_dict()})


@given(points, points, st.lists(st.sampled_from(DIMENSIONS)))
def test_yielding_leaves_out_what_contradicts(table: Coordinates, said: Coordinates, names: list[str]) -> None:
    left = table.yielding(said, names)
    for name in DIMENSIONS:
        alone = Coordinates(**{name: getattr(table, name)}).joined(Coordinates(**{name: getattr(said, name)}))
        kept = alone is not None or name not in names
        assert getattr(left, name) == (getattr(table, name) if kept else None)


@pytest.mark.parametrize(
    "value", [Place(3, 4), Coordinates(2026, "final", "revenue"), Cell("t0", 1, 2, None, "3", None, Place(), 4, 5)]
)
def test_a_value_is_of_its_own_class_with_all_its_fields(value: object) -> None:
    assert type(value).__name__ in repr(value)
    assert type(value) in {Place, Coordinates, Cell}
    fields = dataclasses.fields(value)  # type: ignore[arg-type]
    given = {field.name: getattr(value, field.name) for field in fields}
    assert type(value)(**given) == value
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, fields[-1].name, None)
