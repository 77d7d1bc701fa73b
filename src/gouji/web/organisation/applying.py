"""A plan carried out: all of it in one transaction, in a handful of statements however many offices it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import F, Max, Value
from django.db.models.functions import Concat

from gouji.web.accounts.models import User
from gouji.web.journal.log import event, record, record_all
from gouji.web.journal.models import Event
from gouji.web.organisation.figures import kept, sums_of, told
from gouji.web.organisation.importing import FACTS, Plan, What, pair_of
from gouji.web.organisation.models import Level, Office, Staff, StaffKind, one_after_another

T = TypeVar("T")
_BATCH = 500
_SAVED = ("parent", "path", *FACTS, "active_staff", "retired_staff")


def stand_still(region: Office) -> None:
    """Until the end of the transaction nobody else changes an office of the region or its staff."""
    one_after_another(region)
    below = Office.objects.filter(path__startswith=str(region.path)).order_by("pk")
    if connection.features.has_select_for_update:
        list(below.select_for_update(no_key=True).values_list("pk"))


def carry_out(user: User, region: Office, found: Plan) -> None:
    """Do what was planned, as one transaction. Who calls this in a transaction of their own weighs the plan in it too,
    after :func:`stand_still`."""
    assert not found.problems
    with transaction.atomic():
        _set_aside(found)
        offices = _created(region, found)
        _counted(region, found, offices)
        _changed(region, found, offices)
        _staffed(found, offices)
        record_all(_events(user, found, offices))
        numbers = {str(what): len(found.of(what)) for what in What}
        record(user, "offices.imported", region, office=region, after=numbers | {"sha256": found.digest})


def _set_aside(found: Plan) -> None:
    """Take away the names that change: they may change hands within one import, and below one parent none stands twice
    even for a moment."""
    names = [
        one.office.pk for one in found.effective if one.office and {"name", "parent"} & {c[0] for c in one.changes}
    ]
    for keys in _batches(names):
        Office.objects.filter(pk__in=keys).update(name=Concat(Value("\x01"), F("path")))


def _created(region: Office, found: Plan) -> dict[str, Office]:
    """Every office of the plan by its code, the new ones made: departments before their units."""
    offices = {one.code: one.office for one in found.planned if one.office is not None}
    new = found.of(What.NEW)
    above = {office.code: office for office in _departments(region)}
    for level, rows in (
        (Level.DEPARTMENT, [one for one in new if not one.parent]),
        (Level.UNIT, [one for one in new if one.parent]),
    ):
        made = [
            Office(level=level, code=one.code, parent=above[one.parent] if one.parent else region, **one.facts)
            for one in rows
        ]
        Office.objects.bulk_create(made, _BATCH)
        for office in made:
            assert office.parent is not None
            office.path = f"{office.parent.path}{office.pk}/"
        above |= {office.code: office for office in made}
        offices |= {office.code: office for office in made}
    return offices


def _departments(region: Office) -> Iterable[Office]:
    return Office.objects.filter(path__startswith=str(region.path), level=Level.DEPARTMENT).exclude(code="")


def _changed(region: Office, found: Plan, offices: dict[str, Office]) -> None:
    """The facts of known offices and the paths of new ones."""
    above = {office.code: office for office in _departments(region)} | offices
    for one in found.effective:
        office = offices[one.code]
        if one.office is not None:
            for name in FACTS:
                if name in one.row.texts:
                    setattr(office, name, one.facts[name])
        if one.what is What.MOVED:
            office.parent = above[one.parent]
            office.path = f"{office.parent.path}{office.pk}/"
    written = [offices[one.code] for one in found.effective]
    Office.objects.bulk_create(written, _BATCH, update_conflicts=True, unique_fields=["id"], update_fields=list(_SAVED))


def _counted(region: Office, found: Plan, offices: dict[str, Office]) -> None:
    """The offices' own sums, which follow the newest figures."""
    newest = dict(
        Staff.objects.filter(office__path__startswith=str(region.path))
        .order_by()
        .values_list("office_id")
        .annotate(Max("as_of"))
    )
    for one in found.effective:
        office = offices[one.code]
        if one.staff is not None and newest.get(office.pk, date.min) <= found.as_of:
            office.active_staff, office.retired_staff = sums_of({kind: pair[1] for kind, pair in one.staff.items()})


def _staffed(found: Plan, offices: dict[str, Office]) -> None:
    counted = [one for one in found.effective if one.staff is not None]
    for keys in _batches([offices[one.code].pk for one in counted]):
        Staff.objects.filter(office__in=keys, as_of=found.as_of).delete()
    Staff.objects.bulk_create(
        (
            Staff(office=offices[one.code], as_of=found.as_of, kind=kind, quota=quota, actual=actual)
            for one in counted
            for kind, (quota, actual) in kept(one.staff or {}).items()
        ),
        _BATCH,
    )


def _events(user: User, found: Plan, offices: dict[str, Office]) -> Iterator[Event]:
    """What is told of each office, as if it had been changed by itself."""
    for one in found.effective:
        office = offices[one.code]
        facts = [change for change in one.changes if change[0] not in StaffKind.values]
        staff = [change for change in one.changes if change[0] in StaffKind.values]
        if facts:
            action = "office.changed" if one.office else "office.created"
            before, after = ({change[0]: change[at] for change in facts} for at in (1, 2))
            yield event(user, action, office, office=office, before=before, after=after)
        if staff:
            was, now = ({change[0]: pair_of(change[at]) for change in staff} for at in (1, 2))
            yield event(user, "office.staff", office, office=office, before=told(was), after=told(now, found.as_of))


def _batches(items: Sequence[T]) -> Iterator[list[T]]:
    rows = iter(items)
    while batch := list(islice(rows, _BATCH)):
        yield batch
