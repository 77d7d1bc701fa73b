"""A step from one state of something to the next: who may take it, and under what conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.functional import Promise

from gouji.web.accounts.rights import Right

State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class Step(Generic[State]):
    """``ways``: state → next state. ``judges`` steps may not be taken by who drafted; ``checked`` ones need what they
    pass on to be without errors; one that ``explains`` needs a word why. Strict unless a step says otherwise."""

    name: str
    label: str | Promise
    right: Right
    ways: Mapping[State, State]
    judges: bool = True
    checked: bool = True
    explains: bool = False
