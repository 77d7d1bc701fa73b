"""A sentence kept to be said later, in the language of whoever reads it then: what a worker finds, people see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from gouji.errors import GoujiError


@dataclass(frozen=True, slots=True)
class Saying:
    """``text`` is a message of the catalogues (mark it with ``gettext_noop``), ``facts`` what stands in its places."""

    text: str
    facts: Mapping[str, str | int]

    def __str__(self) -> str:
        return gettext(self.text) % self.facts if self.facts else gettext(self.text)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"text": self.text, "facts": dict(self.facts)} if self.facts else {"text": self.text}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Saying:
        """As it was kept."""
        return cls(kept["text"], kept.get("facts") or {})


def say(text: str, /, **facts: str | int) -> Saying:
    """A saying with its facts."""
    return Saying(text, facts)


class SaidError(GoujiError):
    """What is wrong, to be kept as a saying."""

    def __init__(self, text: str, /, **facts: str | int) -> None:
        self.saying = say(text, **facts)
        super().__init__(str(self.saying))


def said(error: GoujiError) -> Saying:
    """An error as a saying; one that has no catalogue's message is said as it is."""
    return error.saying if isinstance(error, SaidError) else say("%(text)s", text=str(error))
