"""The first page: what the budget amounts to, charts, the way to every table and text, downloads."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.model.coordinates import Coordinates
from gouji.model.publication import Publication
from gouji.publishing.outline import charts, chinese_date
from gouji.publishing.site.markup import Downloads, page, text
from gouji.publishing.site.pages import chart_figure
from gouji.publishing.site.runs import Run

_FIGURES = (
    ("总收入", {"side": "revenue"}),
    ("总支出", {"side": "expenditure"}),
    ("基本支出", {"side": "expenditure", "use": "basic"}),
    ("项目支出", {"side": "expenditure", "use": "project"}),
    ("“三公”经费", {"item": "three_public"}),
)


def index_page(publication: Publication, runs: Sequence[Run], downloads: Downloads) -> str:
    """The page. Figures and links stand beside the document's content, whose pages they lead to."""
    date = chinese_date(publication.published_on)
    body = [
        f'<header class="front"><h1>{text(publication.title)}</h1>'
        + (f'<p class="date">{text(date)}</p>' if date else "")
        + "</header>",
        _figures(publication),
        _charts(publication),
        _ways(runs),
        _downloads(downloads),
    ]
    return page(publication, publication.title, [part for part in body if part], current="index.html", kind="home")


def _figures(publication: Publication) -> str:
    tiles = "".join(
        f"<li><b>{text(value)}</b> <span>{unit}</span><br>{text(name)}</li>"
        for name, point in _FIGURES
        if (found := _amount(publication, point))
        for value, unit in (found,)
    )
    return f'<aside class="figures" aria-label="主要数字"><ul>{tiles}</ul></aside>' if tiles else ""


def _amount(publication: Publication, point: dict[str, str]) -> tuple[str, str] | None:
    """The amount printed at a point of the budget year, as printed, with its unit."""
    wanted = Coordinates(year=publication.year, **point)
    for table in publication.tables:
        for row in table.body:
            for cell in row:
                if cell is None or cell.amount is None or not cell.text or cell.coordinates is None:
                    continue
                at = cell.coordinates if cell.coordinates.year else cell.coordinates.at("year", publication.year)
                if at.without("stage") == wanted:
                    return f"{cell.amount.value:,}", cell.amount.unit.text
    return None


def _charts(publication: Publication) -> str:
    figures = "".join(chart_figure(chart, f"i{number}") for number, chart in enumerate(charts(publication)))
    return f'<aside class="charts" aria-label="图表">{figures}</aside>' if figures else ""


def _ways(runs: Sequence[Run]) -> str:
    """Links to all pages, by part."""
    groups: dict[str, list[str]] = {}
    for run in runs:
        link = f'<li class="{"t" if run.is_tables else "x"}"><a href="{run.file}">{text(run.title)}</a></li>'
        groups.setdefault(run.part, []).append(link)
    sections = "".join(
        (f"<h2>{text(part)}</h2>" if part else "") + f"<ul>{''.join(links)}</ul>" for part, links in groups.items()
    )
    return f'<nav class="ways" aria-label="表格与文字">{sections}</nav>'


def _downloads(downloads: Downloads) -> str:
    if not downloads:
        return ""
    links = "".join(f'<li><a href="{text(path)}" download>{text(name)}</a></li>' for path, name in downloads)
    return f'<nav class="downloads" aria-label="下载"><h2>下载</h2><ul>{links}</ul></nav>'
