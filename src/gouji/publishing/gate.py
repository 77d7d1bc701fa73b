"""The gate: every output is read back by road one and compared with the publication; what differs is named by place.

The writers do not vouch for themselves: what counts is what a reader finds in the files. First the publication's own
blocks are read, and every amount must be found where it was put; then every output must say what the blocks say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gouji.errors import GoujiError
from gouji.model.disclosure import Disclosure
from gouji.model.publication import Publication
from gouji.publishing.comparison import Difference, differences, differences_of_meaning
from gouji.publishing.data_gate import data_differences
from gouji.publishing.outline import chinese_date
from gouji.publishing.printed import disclosure_of
from gouji.publishing.site_gate import broken_links

__all__ = ["GateDifference", "GateError", "Outputs", "message", "verify"]

_MOST_NAMED = 20
_NAMES = {
    "publication": "文稿",
    "docx": "Word 文档",
    "pdf": "PDF",
    "xlsx": "Excel 工作簿",
    "html": "网页（全文）",
    "site": "网页（各页）",
    "data": "开放数据",
}


@dataclass(frozen=True, slots=True)
class GateDifference:
    """Something that an output says otherwise than the publication. ``aspect`` is amount, coordinates, label, text,
    statement, project, target, document, data, unreadable or link; ``expected`` and ``found`` are empty where nothing
    stands."""

    output: str
    aspect: str
    table: str
    row: str
    column: str
    expected: str
    found: str


Outputs = Mapping[str, Sequence[Path]]
"""Output (docx, pdf, xlsx, html, site, data) → its files: one document, the pages of a site in order, the folder of the
data."""


class GateError(GoujiError):
    """Outputs that do not say what the publication says: nothing is released."""

    def __init__(self, found: Sequence[GateDifference]) -> None:
        self.differences = tuple(found)
        named = "\n".join(f"  {message(difference)}" for difference in found[:_MOST_NAMED])
        more = f"\n  ……共 {len(found)} 处" if len(found) > _MOST_NAMED else ""
        super().__init__(f"回读核对发现 {len(found)} 处不一致，没有发布：\n{named}{more}")


def message(difference: GateDifference) -> str:
    """The difference as one Chinese line."""
    place = "".join(
        part
        for part in (
            f"《{difference.table}》" if difference.table else "",
            f"“{difference.row}”行" if difference.row else "",
            f"“{difference.column}”列" if difference.column else "",
        )
    )
    expected, found = difference.expected or "（无）", difference.found or "（无）"
    return f"{_NAMES.get(difference.output, difference.output)}：{place}应为 {expected}，读回 {found}"


def verify(
    publication: Publication,
    outputs: Outputs,
    disclosures: dict[str, Disclosure] | None = None,
    reference: Disclosure | None = None,
) -> tuple[GateDifference, ...]:
    """What the outputs say otherwise than the publication; empty when they may be released. ``disclosures`` takes up
    what was read from each output, and from the publication itself, by its name; ``reference`` is what the publication
    says, read from its blocks where not given."""
    read_back = {} if disclosures is None else disclosures
    reference = reference or disclosure_of(publication)
    read_back["publication"] = reference
    found = list(_named("publication", differences_of_meaning(publication, reference)))
    for output, files in outputs.items():
        if output == "data":
            found.extend(_named(output, data_differences(publication, reference, files[0])))
            continue
        try:
            said = _read(files)
        except GoujiError as error:
            found.append(GateDifference(output, "unreadable", "", "", "", publication.title, str(error)))
            continue
        read_back[output] = said
        found.extend(_named(output, differences(reference, said)))
        found.extend(_named(output, _missing_words(publication, said)))
        if output == "site":
            found.extend(_named(output, broken_links(files[0].parent)))
    return tuple(found)


def _read(files: Sequence[Path]) -> Disclosure:
    from gouji.reading import read

    return read(list(files), in_order=True)


def _named(output: str, found: Iterable[Difference]) -> Iterator[GateDifference]:
    for each in found:
        yield GateDifference(output, each.aspect, each.table, each.row, each.column, each.expected, each.found)


def _missing_words(publication: Publication, said: Disclosure) -> Iterator[Difference]:
    """Headings and paragraphs that an output lacks, looked for in their order."""
    from gouji.lexicon.text import key
    from gouji.model.publication import Heading, TextBlock

    whole = key("".join(text for text, _ in said.text))
    at = 0
    for block in publication.blocks:
        if not isinstance(block, Heading | TextBlock):
            continue
        words = key(block.text)
        position = whole.find(words, at)
        if position < 0:
            position = whole.find(words)
        if position < 0:
            yield Difference("text", expected=_shortened(block.text))
        else:
            at = position + len(words)
    date = key(chinese_date(publication.published_on))
    if date and date not in whole:
        yield Difference("text", expected=publication.published_on)


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:58]}……"
