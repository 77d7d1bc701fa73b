"""Saving what is said of a unit's staff."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from gouji.web.accounts.models import User
from gouji.web.base.language import in_chinese
from gouji.web.journal.log import record
from gouji.web.organisation.models import ACTIVE_KINDS, RETIRED_KINDS, Office, Staff, StaffKind

Pair = tuple[int, int]


def save_staff(user: User | None, office: Office, as_of: date, figures: Mapping[str, Pair]) -> bool:
    """Save the figures of a day (posts and heads by kind) in place of those of the same day; the office's own sums
    follow the newest. Gives whether anything changed."""
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        before = {one.kind: (one.quota, one.actual) for one in office.staff.filter(as_of=as_of)}
        after = kept(figures)
        changed = before != after
        if changed:
            office.staff.filter(as_of=as_of).delete()
            Staff.objects.bulk_create(
                Staff(office=office, as_of=as_of, kind=kind, quota=quota, actual=actual)
                for kind, (quota, actual) in after.items()
            )
            record(user, "office.staff", office, office=office, before=told(before), after=told(after, as_of))
        newest = office.staff.order_by("-as_of").values_list("as_of", flat=True).first()
        heads = dict(office.staff.filter(as_of=newest).values_list("kind", "actual")) if newest else {}
        sums = sums_of(heads)
        if sums != (office.active_staff, office.retired_staff):
            office.active_staff, office.retired_staff = sums
            office.save(update_fields=["active_staff", "retired_staff"])
    return changed


def kept(figures: Mapping[str, Pair]) -> dict[str, Pair]:
    """The kinds that have anybody; where none has, one of nought, so that the day still ends what was so before."""
    return {kind: pair for kind, pair in figures.items() if any(pair)} or {StaffKind.ADMINISTRATIVE.value: (0, 0)}


def sums_of(heads: Mapping[str, int]) -> Pair:
    """The active and the retired of heads by kind."""
    return sum(heads.get(kind, 0) for kind in ACTIVE_KINDS), sum(heads.get(kind, 0) for kind in RETIRED_KINDS)


def told(figures: Mapping[str, Pair], as_of: date | None = None) -> dict[str, str]:
    """Figures as the log has them."""
    with in_chinese():
        said = {str(StaffKind(kind).label): f"编制 {quota}，实有 {actual}" for kind, (quota, actual) in figures.items()}
    return {"as_of": str(as_of)} | said if as_of else said
