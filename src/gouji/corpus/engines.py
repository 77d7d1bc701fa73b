"""Engines: located documents in, arrivals out. All give the same arrivals in whatever order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Protocol

from gouji.corpus.intake import Arrival, load
from gouji.corpus.outcome import Unread
from gouji.corpus.pool import Job, PoolLimits, outcomes
from gouji.corpus.sources import Locator
from gouji.corpus.staging import Shelf


class Engine(Protocol):
    """Reads every located document whose content is not among ``known`` (hashes). What is read may be put on the
    ``shelf`` at once, by whatever machine shares it, or come with its arrival."""

    def __call__(self, locators: Sequence[Locator], known: Collection[str], shelf: Shelf) -> Iterator[Arrival]:
        """The arrivals, as they are done."""
        ...


def processes(limits: PoolLimits) -> Engine:
    """The engine of one machine: worker processes."""

    def run(locators: Sequence[Locator], known: Collection[str], shelf: Shelf) -> Iterator[Arrival]:
        aside: list[Arrival] = []
        met: set[str] = set()
        at_work: dict[str, tuple[str, int]] = {}

        def jobs() -> Iterator[Job]:
            for locator in locators:
                loaded = load(locator)
                if isinstance(loaded, Unread):
                    aside.append(Arrival(locator.name, "", locator.size, loaded))
                elif loaded.sha256 in known or loaded.sha256 in met:
                    aside.append(Arrival(locator.name, loaded.sha256, len(loaded.data), None))
                else:
                    met.add(loaded.sha256)
                    at_work[loaded.sha256] = locator.name, len(loaded.data)
                    yield Job(loaded.sha256, loaded.data)

        for sha256, outcome in outcomes(jobs(), limits):
            yield from _drained(aside)
            name, size = at_work.pop(sha256)
            yield Arrival(name, sha256, size, outcome)
        yield from _drained(aside)

    return run


def _drained(aside: list[Arrival]) -> Iterator[Arrival]:
    while aside:
        yield aside.pop()


EngineMaker = Callable[[PoolLimits], Engine]
