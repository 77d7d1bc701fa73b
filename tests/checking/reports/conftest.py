import os
from collections.abc import Callable
from pathlib import Path

import pytest

_SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.fixture
def same_as_snapshot() -> Callable[[str, str], None]:
    """Compare with a stored text; with GOUJI_UPDATE_SNAPSHOTS set, store it instead."""

    def compare(name: str, content: str) -> None:
        path = _SNAPSHOTS / name
        if os.environ.get("GOUJI_UPDATE_SNAPSHOTS"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, "utf-8")
        assert content == path.read_text("utf-8")

    return compare
