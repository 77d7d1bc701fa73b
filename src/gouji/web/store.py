"""Files by their content: the name of a file is its SHA-256, so that none is kept twice and none can be changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings


def keep(chunks: Iterable[bytes]) -> str:
    """Keep a file; gives its SHA-256. It is whole under its name or not there at all, whenever the power fails."""
    folder: Path = settings.STORE
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with NamedTemporaryFile(dir=folder, prefix="incoming-", delete=False) as draft:
        try:
            for chunk in chunks:
                digest.update(chunk)
                draft.write(chunk)
            draft.flush()
            os.fsync(draft.fileno())
            target = path_of(digest.hexdigest())
            target.parent.mkdir(exist_ok=True)
            Path(draft.name).replace(target)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
    return digest.hexdigest()


def path_of(sha256: str) -> Path:
    """Where the file of this content lies."""
    folder: Path = settings.STORE
    return folder / sha256[:2] / sha256
