"""The sample documents are what their maker makes, and the checker says of them what their README says."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.cli import main
from tools.make_examples import DAMAGED, SOUND, files


def test_examples_are_fresh(repository: Path) -> None:
    for name, text in files().items():
        assert (repository / "examples" / name).read_text("utf-8") == text, f"{name}: run make examples"


def test_the_sound_sample_passes(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(repository / "examples" / SOUND)]) == 0, capsys.readouterr().out


def test_the_damaged_sample_does_not_pass(repository: Path) -> None:
    assert main(["check", str(repository / "examples" / DAMAGED)]) == 1
