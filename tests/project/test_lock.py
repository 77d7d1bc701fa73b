"""The lock pins every dependency by version and hash and names no address to fetch it from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

FILES = ("core.txt", "dev.txt", "uv.txt")
PINNED = re.compile(r"^([a-z0-9-]+)==\S+(?: ; .+)? \\$")


def _lines(repository: Path, name: str) -> list[str]:
    return (repository / "requirements" / name).read_text("utf-8").splitlines()


def _names(repository: Path, name: str) -> set[str]:
    return {match.group(1) for line in _lines(repository, name) if (match := PINNED.match(line))}


def _canonical(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~;\[]", requirement)[0]).lower()


@pytest.mark.parametrize("name", FILES)
def test_nothing_but_pins_and_hashes(repository: Path, name: str) -> None:
    for line in _lines(repository, name):
        is_hash = re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?", line)
        assert is_hash or PINNED.match(line) or line.startswith("#"), line


@pytest.mark.parametrize("name", FILES)
def test_no_address_and_no_path(repository: Path, name: str) -> None:
    text = "\n".join(_lines(repository, name))
    assert not re.search(r"https?:|file:|--(?:extra-)?index|--find-links|@ |(?:^|\s)/", text)


def test_every_declared_dependency_is_locked(repository: Path) -> None:
    declared = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))
    project = declared["project"]
    core = {_canonical(one) for one in [*project["dependencies"], *declared["dependency-groups"]["build"]]}
    extras = {_canonical(one) for group in project["optional-dependencies"].values() for one in group}
    assert core <= _names(repository, "core.txt")
    assert core | extras <= _names(repository, "dev.txt")


def test_both_locks_agree(repository: Path) -> None:
    pins = [{line for line in _lines(repository, name) if PINNED.match(line)} for name in ("core.txt", "dev.txt")]
    assert pins[0] <= pins[1]
