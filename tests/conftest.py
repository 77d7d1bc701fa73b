"""What every test may rely on: the real documents beside the repository, and Hypothesis set to be repeatable."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of real published documents; they are not part of the repository. Without them a test that needs
    them is skipped, but never where ``CI`` is set: there their absence is a failure."""
    folder = REPOSITORY.parent / "shared" / "documents"
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"the real documents are missing: {folder.relative_to(REPOSITORY.parent)}")
        pytest.skip("the real documents are not here")
    return folder


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return REPOSITORY
