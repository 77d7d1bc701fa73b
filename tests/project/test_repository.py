"""What must never be committed, and what must always be there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

TEXT = {".py", ".md", ".txt", ".toml", ".tsv", ".json", ".html", ".css", ".js", ".cfg", ".yaml", ".sh"}
SENTENCE = re.compile(r"[^。；：:;\n\t|\"“”（）()]{18,}")
"""A stretch of prose long enough to be recognisable as somebody's sentence."""
RECORD_PARTS = ("## Context", "## Decision", "## Consequences")


def _tracked(repository: Path) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=repository, capture_output=True, text=True, check=True)
    paths = [repository / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.suffix in TEXT and path.is_file()]


def _sentences(text: str) -> set[str]:
    return {found for part in SENTENCE.findall(text) if re.search(r"[，,]", found := "".join(part.split()))}


def test_no_sentence_of_a_real_document(repository: Path, documents: Path) -> None:
    real = set().union(*(_sentences(path.read_text("utf-8")) for path in documents.glob("*.txt")))
    assert len(real) > 100
    for path in _tracked(repository):
        copied = real & _sentences(path.read_text("utf-8"))
        assert not copied, f"{path.relative_to(repository)}: {sorted(copied)[:3]}"


def test_no_path_of_a_machine(repository: Path) -> None:
    machine = re.compile(r"(?<![\w./-])/(?:home|work|root|Users)/\w")
    for path in _tracked(repository):
        assert not machine.search(path.read_text("utf-8")), path.relative_to(repository)


def test_the_licence_is_complete(repository: Path) -> None:
    text = (repository / "LICENSE").read_text("utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_decisions_are_numbered_and_complete(repository: Path) -> None:
    records = sorted((repository / "docs" / "decisions").glob("[0-9]*.md"))
    numbers = [int(path.name[:4]) for path in records]
    assert numbers == list(range(len(numbers)))
    for path in records:
        text = path.read_text("utf-8")
        assert all(part in text for part in RECORD_PARTS), path.name


def test_the_guide_explains_every_command(repository: Path) -> None:
    guide = (repository / "docs" / "guide.md").read_text("utf-8")
    for command in ("check", "read", "rules"):
        assert f"gouji {command}" in guide, command
