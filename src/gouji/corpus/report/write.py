"""The report written to a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gouji.corpus.answer_note import answer_csv
from gouji.corpus.dataset import Dataset
from gouji.corpus.institution_note import institutions_note, proposed
from gouji.corpus.pages import section_markup
from gouji.corpus.questions import EVERYTHING, questions
from gouji.corpus.questions.question import rule_titles
from gouji.corpus.report import pages
from gouji.corpus.report.pages import SEARCH
from gouji.corpus.stated import stated_in

_DESCRIBED = ("file", "department", "title", "region_name", "document_year", "kind", "scope", "amounts", "proved")


def write_report(dataset: Dataset, folder: Path, title: str) -> list[Path]:
    """Write every page and download; gives their paths. The same dataset gives the same bytes."""
    asked = questions()
    links = [
        ("index.html", "概览"),
        *((f"{one.name}.html", one.title) for one in asked),
        ("documents.html", "全部文件"),
        ("institutions.html", "机构"),
        ("unread.html", "没有读出的"),
    ]
    answers: Mapping[str, list[dict[str, Any]]] = {one.name: one.answer(dataset, EVERYTHING) for one in asked}
    bodies = {
        "index.html": pages.overview(dataset, answers["quality"], answers["errors"], rule_titles()),
        "documents.html": pages.documents_page(dataset),
        "institutions.html": _institutions(dataset),
        "unread.html": pages.unread_page(dataset),
        **{f"{one.name}.html": pages.answer(one, answers[one.name]) for one in asked},
    }
    made = {
        name: pages.framed(
            title if name == "index.html" else f"{title}·{heading}",
            links,
            name,
            bodies[name],
            scripts=("search.js",) if any(f'class="{SEARCH}"' in part for part in bodies[name]) else (),
        )
        for name, heading in links
    }
    made |= {f"data/{one.name}.csv": answer_csv(answers[one.name]) for one in asked}
    described = sorted(dataset.rows("documents", _DESCRIBED), key=lambda row: (row["file"], row["title"] or ""))
    made["data/documents.csv"] = answer_csv(described)
    written: list[Path] = []
    for name, content in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8", newline="")
        written.append(path)
    return written


def _institutions(dataset: Dataset) -> list[str]:
    """Names, units and successions of the institutions, as the command tells them."""
    note = institutions_note(dataset, proposed(dataset, stated_in(dataset.folder)), "")
    return [section_markup(section) for section in note.sections]
