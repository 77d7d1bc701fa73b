"""Building the package: the catalogues of the English interface are compiled, so that an installed Gouji has them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "src/gouji/web/*/locale/*/LC_MESSAGES/*.po"


def catalogues(root: Path) -> list[Path]:
    """Every catalogue of translations."""
    return sorted(root.glob(CATALOGUES))


def compile_catalogues(root: Path) -> Iterator[Path]:
    """Compile the catalogues that have changed; yields what was written. Several processes may do so at once."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in catalogues(root):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        draft = target.with_suffix(f".{os.getpid()}")
        with source.open("rb") as text, draft.open("wb") as binary:
            write_mo(binary, read_po(text, locale=source.parent.parent.name))
        draft.replace(target)
        yield target


class CompiledCatalogues(BuildHookInterface[Any]):
    """Runs before a wheel, an editable installation too, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; ``artifacts`` in pyproject.toml takes the result into the wheel."""
        list(compile_catalogues(Path(self.root)))
