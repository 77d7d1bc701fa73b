"""A few invented documents and the dataset made of them, built once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pytest

from gouji.corpus.build import Built, Options, build
from gouji.corpus.intake import Arrival, load
from gouji.corpus.outcome import Outcome, Unread
from gouji.corpus.reading import outcome_of
from gouji.corpus.sources import Locator, located
from gouji.corpus.staging import Shelf
from tests.generate import LAYOUTS, generate

pytest.importorskip("pyarrow")


def write_documents(folder: Path, seeds: range, *, year: int = 2025, projects: int = 4) -> None:
    """Generated documents of small departments, the layouts in turn."""
    folder.mkdir(parents=True, exist_ok=True)
    layouts = sorted(LAYOUTS)
    for seed in seeds:
        budget = generate(seed, units=2, projects=projects, year=year)
        text = LAYOUTS[layouts[seed % len(layouts)]](budget).text
        (folder / f"{year}-{seed}.txt").write_text(text, "utf-8")


_OUTCOMES: dict[str, Outcome] = {}
"""What documents were read as, by hash: many tests meet the same ones."""


def inline(locators: Sequence[Locator], known: Collection[str], shelf: Shelf) -> Iterator[Arrival]:
    """An engine without processes, for what is not about them."""
    seen = set(known)
    for locator in locators:
        loaded = load(locator)
        if isinstance(loaded, Unread):
            yield Arrival(locator.name, "", locator.size, loaded)
        elif loaded.sha256 in seen:
            yield Arrival(locator.name, loaded.sha256, len(loaded.data), None)
        else:
            seen.add(loaded.sha256)
            if loaded.sha256 not in _OUTCOMES:
                _OUTCOMES[loaded.sha256] = outcome_of(loaded.data, 60)
            yield Arrival(locator.name, loaded.sha256, len(loaded.data), _OUTCOMES[loaded.sha256])


def built(sources: list[Path], folder: Path, options: Options = Options()) -> Built:  # noqa: B008
    """The dataset of the sources, read in this process."""
    return build(located([str(one) for one in sources]), folder, inline, options)


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six documents of 2025 and their departments' documents of 2026, and one that is none."""
    folder = tmp_path_factory.mktemp("sources")
    write_documents(folder / "2025", range(6))
    write_documents(folder / "2026", range(6), year=2026)
    (folder / "2025" / "note.txt").write_text("这不是预算公开文件。\n", "utf-8")
    return folder


@pytest.fixture(scope="session")
def dataset(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of the sources; tests do not write into it."""
    folder = tmp_path_factory.mktemp("dataset") / "all"
    built([sources], folder)
    return folder
