"""Collect the words of the interface into catalogues, an app a catalogue, and compile them.

Chinese is the source: a message's id is its Chinese text, ``locale/en/LC_MESSAGES/django.po`` of the app holds the
English. A new message comes in with the translation another catalogue has for it, or with none: write it there and run
the tool again. What no source says any more goes out. Nothing is guessed.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_javascript, extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hatch_build import compile_catalogues  # noqa: E402

WEB = ROOT / "src" / "gouji" / "web"
LANGUAGE = "en"
SHARED = "base"
"""The app whose catalogue takes what belongs to no app."""
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
Key = tuple[str, str | None]
"""A message's Chinese text (the singular where there are two) and its context."""
_SAYS_NOTHING = re.compile(
    r'^"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|'
    r"Generated-By)"
)


def apps() -> list[str]:
    """The apps of the multi-user system, in order."""
    return sorted(path.parent.name for path in WEB.glob("*/apps.py"))


def sources() -> Iterator[tuple[str, str, Path]]:
    """Every file with words: the app, the catalogue's domain, the file."""
    known = set(apps())
    for path in sorted(WEB.rglob("*.py")):
        top = path.relative_to(WEB).parts[0]
        if "migrations" not in path.parts:
            yield top if top in known else SHARED, "django", path
    for path in sorted(WEB.glob("*/data/*.toml")):
        yield path.relative_to(WEB).parts[0], "django", path
    templates = WEB / SHARED / "templates"
    for path in sorted(templates.rglob("*.html")):
        top = path.relative_to(templates).parts[0]
        yield top if top in known else SHARED, "django", path
    for path in sorted((WEB / SHARED / "static").rglob("*.js")):
        yield SHARED, "djangojs", path


def messages(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The messages of one file, each with its context."""
    text = path.read_text("utf-8")
    if path.suffix == ".toml":
        yield from ((value, None) for value in _words(tomllib.loads(text)))
        return
    if path.suffix == ".html":
        # Within brackets the rules of indentation do not hold.
        text = f"({templatize(text, str(path)).replace(chr(10), ' ')})"
    take = extract_javascript if path.suffix == ".js" else extract_python
    for _line, function, found, _comments in take(BytesIO(text.encode()), KEYWORDS, [], {"encoding": "utf-8"}):
        spec = KEYWORDS[str(function)] or (1,)
        values = [str(one or "") for one in ((found,) if isinstance(found, str) else found or ())]
        if not any(values):
            continue
        context = next((values[one[0] - 1] for one in spec if isinstance(one, tuple)), None)
        texts = tuple(values[one - 1] for one in spec if isinstance(one, int))
        if all(texts):
            yield texts if len(texts) > 1 else texts[0], context


def _words(data: Any) -> Iterator[str]:
    """The Chinese texts anywhere in a data file."""
    for value in data.values() if isinstance(data, dict) else data:
        if isinstance(value, str):
            yield from (value,) if not value.isascii() else ()
        elif isinstance(value, dict | list):
            yield from _words(value)


def path_of(app: str, domain: str) -> Path:
    """Where a catalogue lies."""
    return WEB / app / "locale" / LANGUAGE / "LC_MESSAGES" / f"{domain}.po"


def key_of(message: Message) -> Key:
    """What tells a message from others."""
    return (message.id if isinstance(message.id, str) else message.id[0]), message.context


def texts_of(message: Message) -> tuple[str, ...]:
    """Its translation, or both for singular and plural."""
    return (message.string or "",) if isinstance(message.string, str | None) else tuple(message.string)


def kept(path: Path) -> dict[Key, Message]:
    """The messages of a catalogue as it lies there."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {key_of(one): one for one in read_po(file, locale=LANGUAGE) if one.id}


def made() -> dict[Path, bytes]:
    """Every catalogue as it should be, by its path."""
    found: dict[Path, Catalog] = {}
    for app, domain, path in sources():
        for text, context in messages(path):
            catalogue = found.setdefault(path_of(app, domain), Catalog(locale=LANGUAGE, fuzzy=False))
            place = path.relative_to(ROOT).as_posix()
            known = catalogue.get(text, context)
            if known is None or (place, 0) not in known.locations:
                catalogue.add(text, locations=[(place, 0)], context=context)
    own = {path: kept(path) for path in {*found, *WEB.glob("*/locale/*/LC_MESSAGES/*.po")}}
    every = {key: one for messages_ in own.values() for key, one in messages_.items() if all(texts_of(one))}
    for path, catalogue in found.items():
        for message in catalogue:
            key = key_of(message)
            known = next((one for one in (own[path].get(key), every.get(key)) if one and all(texts_of(one))), None)
            if message.id and known is not None and known.pluralizable == message.pluralizable:
                message.string = known.string
    return {path: _written(catalogue) for path, catalogue in sorted(found.items())}


def _written(catalogue: Catalog) -> bytes:
    catalogue.header_comment = "# The interface in English. Made by `make catalogues`; the msgstr are written by hand."
    buffer = BytesIO()
    # One line a message: what two people add side by side can be brought together line by line.
    write_po(buffer, catalogue, width=0, include_lineno=False, sort_by_file=True)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not _SAYS_NOTHING.match(line)).rstrip("\n").encode() + b"\n"


def main() -> int:
    """Write and compile the catalogues, and say what is not translated yet."""
    catalogues = made()
    for path in WEB.glob("*/locale/*/LC_MESSAGES/*.po"):
        if path not in catalogues:
            path.unlink()
    for path, content in catalogues.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
    list(compile_catalogues(ROOT))
    for path in catalogues:
        owed = [one for one in kept(path).values() if not all(texts_of(one))]
        if owed:
            print(f"{path.relative_to(ROOT)}: {len(owed)} without English")
    return 0


if __name__ == "__main__":
    sys.exit(main())
