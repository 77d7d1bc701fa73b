"""The report of a dataset: every page there, nothing from elsewhere, and its figures those of the rows."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

pytest.importorskip("ibis")
pytest.importorskip("duckdb")

from gouji.cli import main
from gouji.corpus.dataset import open_dataset
from gouji.corpus.questions import ask, questions
from gouji.corpus.report.charts import Bar, bars, columns


@pytest.fixture(scope="module")
def report(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "pages"
    assert main(["corpus", "report", str(dataset), "-o", str(folder), "--title", "试<验>"]) == 0
    return folder


def test_every_link_leads_somewhere_and_nothing_comes_from_elsewhere(report: Path) -> None:
    pages = sorted(report.glob("*.html"))
    assert len(pages) == len(questions()) + 4
    for page in pages:
        content = page.read_text("utf-8")
        assert "default-src 'none'" in content
        assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", content)
        assert "试&lt;验&gt;" in content
        assert content.count('aria-current="page"') == 1
        for link in re.findall(r'href="([^"]+)"', content):
            assert (report / link).is_file(), link


def test_the_overview_counts_what_the_dataset_holds(report: Path, dataset: Path) -> None:
    content = (report / "index.html").read_text("utf-8")
    opened = open_dataset(dataset)
    for count, what in ((12, "份文件"), (1, "份没有读出"), (opened.manifest.rows("cells"), "个表内金额")):
        assert f"<b>{count:,}</b><small>{what}</small>" in content


def test_a_download_is_the_answer(report: Path, dataset: Path) -> None:
    rows = ask(open_dataset(dataset), "project-share")
    text = (report / "data" / "project-share.csv").read_text("utf-8-sig")
    told = list(csv.DictReader(io.StringIO(text)))
    assert [(row["document"], int(row["value"])) for row in told] == [(row["document"], row["value"]) for row in rows]


def test_every_document_can_be_searched_for(report: Path, dataset: Path) -> None:
    content = (report / "documents.html").read_text("utf-8")
    for row in open_dataset(dataset).rows("documents", ("file", "department")):
        assert f"<td>{row['file']}</td>" in content
        assert f"<td>{row['department']}</td>" in content
    assert content.count("<script>") == 1
    assert 'class="search"' in content
    assert "<script>" not in (report / "index.html").read_text("utf-8")
    assert "note.txt" in (report / "unread.html").read_text("utf-8")


def test_the_same_dataset_gives_the_same_bytes(report: Path, dataset: Path, tmp_path: Path) -> None:
    assert main(["corpus", "report", str(dataset), "-o", str(tmp_path / "again"), "--title", "试<验>"]) == 0
    for path in report.rglob("*.*"):
        assert (tmp_path / "again" / path.relative_to(report)).read_bytes() == path.read_bytes()


def test_a_report_is_not_written_into_the_dataset(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "report", str(dataset), "-o", str(dataset / "pages")]) == 2
    assert "另选" in capsys.readouterr().err


def test_charts_keep_proportions_and_say_in_words_what_they_draw() -> None:
    drawn = bars("占比", [Bar("甲<局", (("good", 30), ("bad", 10)), "75%"), Bar("乙局", (("good", 20),), "100%")])
    assert [int(width) for width in re.findall(r'<rect[^>]* width="(\d+)"', drawn)] == [750, 250, 500]
    assert "<span>甲&lt;局</span>" in drawn
    assert "<b>75%</b>" in drawn
    assert bars("无", []) == bars("无", [Bar("甲", (("good", 0),), "0")]) == columns("无", [("2025", 0, "0")]) == ""
    tall = columns("份数", [("2025", 5, "5"), ("2026", 10, "10")])
    assert [int(height) for height in re.findall(r'<rect[^>]* height="(\d+)"', tall)] == [80, 160]
