"""What a template asks of a ledger beside its amounts: reasons, texts, assets, staff, groups of projects, targets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.tabulating.phrasebook import Phrasebook, phrasebook
from gouji.tabulating.template import Say, Template

_FIELD = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Needs:
    """``reasons`` are the keys of changes that are explained, ``contents`` what is written by people (functions,
    institutions, glossary), ``assets`` fields of the ledger's assets, ``groups`` the fields projects are grouped by,
    ``targets`` the fields of indicators that are printed, ``forms`` whether each target has a form of its own."""

    reasons: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    staff: bool = False
    groups: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    forms: bool = False


def needs_of(template: Template) -> Needs:
    """Everything the sentences and tables of a template will look for."""
    book = phrasebook(template)
    fields = [field for block in template.blocks for say in block.say for field in _fields(say, book)]
    reasons = [
        book.points[name].reason for name, aspect in fields if aspect.startswith("reason") and name in book.points
    ]
    specs = [table.targets for table in template.tables if table.targets is not None]
    columns = [column.holds for spec in specs for column in spec.columns]
    return Needs(
        tuple(dict.fromkeys(reasons)),
        tuple(
            dict.fromkeys(
                block.content
                for block in template.blocks
                if block.content in {"functions", "institutions", "glossary", "projects"}
            )
        ),
        tuple(dict.fromkeys(aspect for name, aspect in fields if name == "assets")),
        any(name == "staff" for name, _ in fields),
        template.project_tree,
        tuple(dict.fromkeys(columns)),
        any(spec.form for spec in specs),
    )


def _fields(say: Say, book: Phrasebook) -> Iterator[tuple[str, str]]:
    """The fields of a paragraph as (name, aspect); those of lists for each of their members."""
    members = book.list(say.each).members if say.each else ()
    yield from _expanded(say.text, members, book)


def _expanded(pattern: str, members: tuple[str, ...], book: Phrasebook) -> Iterator[tuple[str, str]]:
    for field in _FIELD.findall(pattern):
        if field.startswith("list:"):
            phrase = book.list(field.removeprefix("list:"))
            yield from _expanded(phrase.item, phrase.members, book)
            continue
        name, _, aspect = field.partition(".")
        if name == "it":
            yield from ((member, aspect) for member in members)
        elif field in book.words:
            yield from _expanded(book.words[field], (), book)
        else:
            yield name, aspect
