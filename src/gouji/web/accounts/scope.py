"""What the person behind a request may do, and in which subtrees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet
from django.http import Http404

from gouji.web.accounts.models import Assignment, User
from gouji.web.accounts.rights import RIGHTS, Right, Role
from gouji.web.organisation.models import Office

M = TypeVar("M", bound=Model)


class Scope:
    """The assignments of a user, asked for once."""

    def __init__(self, user: User | AnonymousUser) -> None:
        self.user = user
        self.assignments: tuple[Assignment, ...] = ()
        if isinstance(user, User) and user.is_active:
            self.assignments = tuple(user.assignments.select_related("office"))

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held anywhere."""
        return frozenset(Role(assignment.role) for assignment in self.assignments)

    def has(self, right: Right) -> bool:
        """Whether the right is held anywhere."""
        return bool(self.paths(right))

    def paths(self, right: Right) -> tuple[str, ...]:
        """The subtrees in which the right is held."""
        return tuple(
            str(assignment.office.path) for assignment in self.assignments if Role(assignment.role) in RIGHTS[right]
        )

    def covers(self, right: Right, office: Office | None) -> bool:
        """Whether the right is held in this office."""
        return office is not None and any(str(office.path).startswith(path) for path in self.paths(right))

    def limit(self, rows: QuerySet[M], right: Right, field: str = "office") -> QuerySet[M]:
        """The rows whose office (named by ``field``, "" for offices themselves) lies where the right is held."""
        return rows.filter(_below(self.paths(right), field))

    def get(self, rows: QuerySet[M], right: Right, pk: int, field: str = "office") -> M:
        """One row. Raises Http404 where there is none or it lies elsewhere: the difference is nobody's business,
        but the log knows it."""
        found = self.limit(rows, right, field).filter(pk=pk).first()
        if found is None:
            from gouji.web.journal.log import record

            record(self.user, "refused", after={"right": right.value, "object": f"{rows.model._meta.model_name}:{pk}"})
            raise Http404
        return found

    def offices(self, right: Right) -> QuerySet[Office]:
        """The offices in which the right is held."""
        return self.limit(Office.objects.all(), right, "")


def _below(paths: Iterable[str], field: str) -> Q:
    lookup = f"{field}__path__startswith" if field else "path__startswith"
    within = Q(pk__in=())
    for path in paths:
        within |= Q(**{lookup: path})
    return within
