"""A rule that is not an identity: a function with its metadata. ``gouji.checking.rules`` collects them.

A rule takes the disclosure and yields findings; it raises :class:`Skip` with a Chinese reason where it cannot be
applied. Its docstring is the explanation a user reads, in Chinese.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.model.disclosure import Disclosure
from gouji.model.kinds import KINDS


class Skip(Exception):  # noqa: N818 - a signal, not an error
    """Raised by a rule that does not apply to this document; the message is the reason in Chinese."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule. ``kinds`` are the document kinds it applies to; ``since``/``until`` budget years."""

    code: str
    title: str
    level: Level
    check: Callable[[Disclosure], Iterable[Finding]]
    basis: str | None
    tables: tuple[str, ...]
    kinds: tuple[str, ...]
    since: int | None
    until: int | None

    @property
    def explanation(self) -> str:
        """The docstring of the function, for users."""
        return (self.check.__doc__ or "").strip()

    def finding(
        self,
        message: str,
        *places: FindingPlace,
        values: tuple[str, ...] = (),
        level: Level | None = None,
        difference: str | None = None,
        expected: str | None = None,
    ) -> Finding:
        """A finding of this rule."""
        return Finding(self.code, level or self.level, message, places, values, difference, expected, self.basis)


def rule(
    code: str,
    title: str,
    level: Level,
    *,
    basis: str | None = None,
    tables: tuple[str, ...] = (),
    kinds: tuple[str, ...] = KINDS,
    since: int | None = None,
    until: int | None = None,
) -> Callable[[Callable[[Disclosure], Iterable[Finding]]], Rule]:
    """Make a rule of a function; the decorated name becomes the :class:`Rule`, whose ``finding`` the function calls."""

    def register(check: Callable[[Disclosure], Iterable[Finding]]) -> Rule:
        return Rule(code, title, level, check, basis, tables, kinds, since, until)

    return register
