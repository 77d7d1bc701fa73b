"""What several rules look at is prepared once: rules ask one after another about the same disclosure."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import TypeVar

from gouji.model.disclosure import Disclosure

T = TypeVar("T")


class _Same:
    """A disclosure that equals itself alone: comparing, or hashing, a whole document costs more than a rule."""

    __slots__ = ("disclosure",)

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure

    def __hash__(self) -> int:
        return id(self.disclosure)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.disclosure is self.disclosure


def prepared(prepare: Callable[[Disclosure], T]) -> Callable[[Disclosure], T]:
    """The function, computed once for the disclosure it was last asked about. What it gives must not be changed."""
    last = lru_cache(maxsize=1)(lambda same: prepare(same.disclosure))

    def of(disclosure: Disclosure) -> T:
        return last(_Same(disclosure))

    update_wrapper(of, prepare)
    return of
