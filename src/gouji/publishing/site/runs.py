"""What stands together on one page of the site: a table (or tables of the same title), or the texts between tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.model.publication import Heading, PrintedTable, Publication, PublicationBlock
from gouji.publishing.outline import printed_title


@dataclass(frozen=True, slots=True)
class Run:
    """A page: its file and title, its blocks with their indexes in the publication, the part it is in."""

    file: str
    title: str
    part: str
    blocks: tuple[tuple[int, PublicationBlock], ...]

    @property
    def is_tables(self) -> bool:
        """Whether the page holds tables."""
        return any(isinstance(block, PrintedTable) for _, block in self.blocks)


def runs_of(publication: Publication) -> tuple[Run, ...]:
    """The pages in order."""
    counts = {"table": 0, "text": 0}
    runs: list[Run] = []
    part = ""
    for blocks in _runs(publication):
        first = blocks[0][1]
        tables = [block for _, block in blocks if isinstance(block, PrintedTable)]
        if isinstance(first, Heading) and first.level == 0:
            part = first.text
        kind = "table" if tables else "text"
        counts[kind] += 1
        title = printed_title(tables[0]) if tables else first.text if isinstance(first, Heading) else "文字说明"
        runs.append(Run(f"{kind}-{counts[kind]}.html", title, part, tuple(blocks)))
    return tuple(runs)


def _runs(publication: Publication) -> Iterator[list[tuple[int, PublicationBlock]]]:
    """Blocks that belong on one page. Headings directly above a table go with it."""
    gathered: list[tuple[int, PublicationBlock]] = []
    for index, block in enumerate(publication.blocks):
        if isinstance(block, PrintedTable):
            before = [each for _, each in gathered if isinstance(each, PrintedTable)]
            if before and printed_title(before[-1]) != printed_title(block):
                yield gathered
                gathered = []
            elif not before:
                above = _headings_at_the_end(gathered)
                if gathered[: len(gathered) - above]:
                    yield gathered[: len(gathered) - above]
                gathered = gathered[len(gathered) - above :]
        elif (isinstance(block, Heading) and block.level == 0 and gathered) or any(
            isinstance(each, PrintedTable) for _, each in gathered
        ):
            yield gathered
            gathered = []
        gathered.append((index, block))
    if gathered:
        yield gathered


def _headings_at_the_end(gathered: list[tuple[int, PublicationBlock]]) -> int:
    count = 0
    while count < len(gathered) and isinstance(gathered[-1 - count][1], Heading):
        count += 1
    return count
