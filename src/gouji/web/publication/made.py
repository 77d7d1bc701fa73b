"""What a version consists of, before it is saved: its files in the store, and what the portal shows and finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gouji.web import store
from gouji.web.publication.contents import Contents

_TITLES = {
    ".docx": "公开文件（Word）",
    ".pdf": "公开文件（PDF）",
    ".xlsx": "全部表格（Excel）",
}
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Released:
    """A file in the store: path, what it is, output, SHA-256, size."""

    path: str
    title: str
    output: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Made:
    """Everything of a version that passed the gate."""

    title: str
    department: str
    year: int
    published_on: str
    files: tuple[Released, ...]
    contents: Contents
    notices: tuple[str, ...] = ()
    points: int | None = None
    """A self-evaluation's total in hundredths."""


def kept(folder: Path, titles: Mapping[str, str] = _TITLES) -> Iterator[Released]:
    """Every file below the folder, now in the store: documents first, then the data, then the site. ``titles`` say what
    a document is, by its suffix."""
    from gouji.publishing.package_schema import TITLES

    order = {"": 0, "data": 1, "site": 2}
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in sorted(paths, key=lambda path: order.get(path.relative_to(folder).parent.as_posix().split("/")[0], 0)):
        name = path.relative_to(folder).as_posix()
        top = name.split("/")[0] if "/" in name else path.suffix.removeprefix(".")
        of_data = TITLES.get(path.name) or titles.get(path.suffix, "")
        title = titles.get(path.suffix, "") if "/" not in name else of_data if top == "data" else ""
        data = path.read_bytes()
        yield Released(name, title, top, store.keep([data]), len(data))


def listed(head: str, lines: list[str]) -> str:
    """What forbids a publication, as it is shown: the first so many of what was found."""
    more = [f"……共 {len(lines)} 处"] if len(lines) > _MOST_NAMED else []
    return "\n".join([head.format(len(lines)), *lines[:_MOST_NAMED], *more])
