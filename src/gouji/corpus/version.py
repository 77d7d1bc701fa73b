"""Which program read a document: its version and a digest of everything that decides what is read."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from gouji import __version__
from gouji.corpus.schema import VERSION

_DECIDING = (
    *("model", "lexicon", "identities", "reading", "checking"),
    *(
        "corpus/rows.py",
        "corpus/figures.py",
        "corpus/reasons.py",
        "corpus/starts.py",
        "corpus/regions.py",
        "corpus/offices.py",
        "corpus/data",
    ),
)


@cache
def program_version() -> str:
    """``0.1.0+3fa9c2d1``: the same where the same documents give the same rows. A document that another version read is
    read again when it is met."""
    digest = hashlib.sha256(str(VERSION).encode())
    root = files("gouji")
    for name in _DECIDING:
        _add(digest, root / name, name)
    return f"{__version__}+{digest.hexdigest()[:8]}"


def _add(digest: hashlib._Hash, entry: Traversable, name: str) -> None:
    if entry.is_dir():
        for inner in sorted(entry.iterdir(), key=lambda one: one.name):
            if inner.name != "__pycache__" and not inner.name.startswith("."):
                _add(digest, inner, f"{name}/{inner.name}")
    elif entry.name.endswith((".py", ".toml", ".tsv", ".md", ".css", ".js")):
        digest.update(f"\0{name}\0".encode())
        digest.update(entry.read_bytes())
