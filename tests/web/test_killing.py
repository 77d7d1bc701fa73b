"""The server or a worker is killed in the middle of a submission, an import, a batch, a check, the approval of an
adjustment, a self-evaluation, a publication of any kind: all is whole, the work goes on, nothing is done twice."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.web import killing_later
from tests.web.test_backup import run

DEATHS = [
    # action, which of them, when, what is being done
    ("budget.submit", "1", "during", "submit"),
    ("budget.saved", "1", "during", "bring-in"),
    ("document.uploaded", "2", "during", "upload"),
    ("document.uploaded", "1", "after", "upload"),
    ("row", "2", "during", "work"),
    ("import.read", "1", "after", "work"),
    ("import.confirmed", "1", "after", "confirm"),
    ("staff", "1", "during", "work"),
    ("document.failed", "1", "during", "go-on"),
    ("document.failed", "1", "after", "work"),
    ("publication.published", "1", "during", "work"),
    *killing_later.DEATHS,
]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_a_killed_process_was_at(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = str(request.getfixturevalue("postgresql")()) if kind == "postgresql" else ""
    filled = run(["tests.web.killing", "fill"], tmp_path, url)
    assert filled.returncode == 0, filled.stderr
    for action, number, when, what in DEATHS:
        killed = run(["tests.web.killing", "die", action, number, when, what], tmp_path, url)
        assert killed.returncode == -signal.SIGKILL, (action, when, killed.stderr)
    looked = run(["tests.web.killing", "look"], tmp_path, url)
    assert looked.stdout.strip() == "whole", looked.stderr
