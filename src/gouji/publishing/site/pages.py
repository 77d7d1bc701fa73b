"""The pages with the document's content: one for each run of blocks, and the whole document on one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.model.publication import Chart, Heading, PrintedTable, Publication, PublicationBlock, TextBlock
from gouji.publishing.charts import svg
from gouji.publishing.outline import anchor, chinese_date, contents, cover_lines
from gouji.publishing.paper import Laid, laid_out
from gouji.publishing.site.markup import lined, page, text
from gouji.publishing.site.runs import Run
from gouji.publishing.site.tables import table_section


def content_pages(publication: Publication, runs: Sequence[Run]) -> Iterator[str]:
    """A page for each run, with the way to the one before and the one after."""
    layouts = laid_out(publication.blocks)
    for number, run in enumerate(runs):
        before = runs[number - 1] if number else None
        after = runs[number + 1] if number + 1 < len(runs) else None
        top = int(any(isinstance(block, Heading) and block.level == 0 for _, block in run.blocks))
        body = [block_markup(block, index, layouts[index], top=top) for index, block in run.blocks]
        yield page(
            publication, run.title, body, current=run.file, navigation=_around(run, before, after), kind="content"
        )


def whole_page(publication: Publication) -> str:
    """The whole document: cover, contents, everything in order, to be read in one piece or printed."""
    lines = "".join(f'<p class="title">{text(line)}</p>' for line in cover_lines(publication))
    cover = f'<div role="heading" aria-level="1">{lines}</div>'
    date = chinese_date(publication.published_on)
    cover += f'<p class="date">{text(date)}</p>' if date else ""
    entries = "".join(
        f'<li class="l{min(entry.level, 1)}"><a href="#{entry.anchor}">{text(entry.text)}</a></li>'
        for entry in contents(publication)
    )
    body = [f'<header class="cover">{cover}</header>']
    if entries:
        body.append(f'<section class="contents"><h2>目录</h2><ol>{entries}</ol></section>')
    layouts = laid_out(publication.blocks)
    body += [block_markup(block, index, layouts[index], top=2) for index, block in enumerate(publication.blocks)]
    return page(publication, publication.title, body, current="document.html", kind="whole")


def block_markup(block: PublicationBlock, index: int, how: Laid, *, top: int) -> str:
    """A block; a part's heading is of level ``top``, the others are below it."""
    if isinstance(block, Heading):
        level = max(1, min(top + block.level, 6))
        turned = ' class="across"' if how.page.across else ""
        return f'<h{level} id="{anchor(index)}"{turned}>{lined(block.text)}</h{level}>'
    if isinstance(block, TextBlock):
        words = lined(block.text)
        return f'<p id="{anchor(index)}">{f"<mark>{words}</mark>" if block.missing else words}</p>'
    if isinstance(block, PrintedTable):
        return table_section(block, index, how, level=top + 1)
    return chart_figure(block, f"c{index}")


def chart_figure(chart: Chart, identifier: str) -> str:
    """A chart with its title."""
    return f'<figure class="chart"><figcaption>{text(chart.title)}</figcaption>{svg(chart, identifier)}</figure>'


def _around(run: Run, before: Run | None, after: Run | None) -> str:
    trail = f"<span>{text(run.part)}</span>" if run.part and run.part != run.title else ""
    back = f'<a rel="prev" href="{before.file}">← {text(before.title)}</a>' if before else "<span></span>"
    on = f'<a rel="next" href="{after.file}">{text(after.title)} →</a>' if after else "<span></span>"
    return f'<nav class="around" aria-label="前后各页">{back}{trail}{on}</nav>'
