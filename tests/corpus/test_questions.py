"""Answers against the same reckoned by hand from the rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ibis")
pytest.importorskip("duckdb")

from gouji.cli import main
from gouji.corpus.dataset import Dataset, open_dataset
from gouji.corpus.questions import Filters, ask, questions
from gouji.corpus.questions.figures_of import key_figures, share
from gouji.corpus.questions.question import RULE, shown
from tests.corpus.few_rows import change_row, dataset_of, document_row, figure_row


@pytest.fixture(scope="module")
def opened(dataset: Path) -> Dataset:
    return open_dataset(dataset)


def _figures(opened: Dataset, **point: str | None) -> dict[str, int]:
    """Document → its own year's figure at a point, from the rows."""
    axes = ("side", "use", "fund", "origin", "item", "function", "economic", "budget_unit", "project", "stage")
    found: dict[str, int] = {}
    for row in opened.rows("figures"):
        wanted = all(row[axis] == point.get(axis) for axis in axes)
        if wanted and row["year"] == row["document_year"] and row["fen"] is not None:
            found[row["document"]] = row["fen"]
    return found


def _answer(opened: Dataset, expression: Any) -> list[dict[str, Any]]:
    """Through ibis itself, which knows tables in memory."""
    rows: list[dict[str, Any]] = opened.backend.to_pyarrow(expression).to_pylist()
    return rows


def test_every_question_answers_with_its_columns(opened: Dataset) -> None:
    answers = {question.name: question.answer(opened, Filters()) for question in questions()}
    for question in questions():
        assert all(set(question.columns) <= set(row) for row in answers[question.name]), question.name
        values = [value for row in answers[question.name] for value in row.values()]
        assert all(value is None or isinstance(value, (str, int)) for value in values), question.name
    assert {name for name, rows in answers.items() if rows} >= {
        "three-public",
        "project-share",
        "functions",
        "copied-targets",
        "unchanging-indicators",
        "quality",
    }


def test_key_figures_are_the_figures(opened: Dataset) -> None:
    rows = {row["document"]: row for row in opened.answer(key_figures(opened))}
    for name, point in {
        "total": {"side": "revenue"},
        "project": {"side": "expenditure", "use": "project"},
        "three_public": {"item": "three_public"},
    }.items():
        expected = _figures(opened, **point)
        if name == "total":
            expected |= _figures(opened, side="expenditure")
        assert expected
        assert {document: row[name] for document, row in rows.items() if row[name] is not None} == expected


def test_final_accounts_have_key_figures_of_their_own_stage(tmp_path: Path) -> None:
    documents = [document_row("a", "甲局", 2025) | {"kind": "final_accounts"}, document_row("b", "甲局", 2025)]
    figures = [
        figure_row("a", 2025, 2025, 900, item="three_public", stage="final") | {"kind": "final_accounts"},
        figure_row("a", 2025, 2025, 950, item="three_public", stage="budget") | {"kind": "final_accounts"},
        figure_row("a", 2025, 2024, 800, item="three_public", stage="final") | {"kind": "final_accounts"},
        figure_row("b", 2025, 2025, 950, item="three_public"),
        figure_row("b", 2025, 2024, 870, item="three_public", stage="final"),
    ]
    rows = {row["document"]: row for row in ask(dataset_of(tmp_path, documents, figures), "三公")}
    assert {name: (row["three_public"], row["last_year"]) for name, row in rows.items()} == {
        "a": (900, 800),
        "b": (950, None),
    }


def test_last_year_s_three_public_is_printed_or_follows_from_the_change(tmp_path: Path) -> None:
    documents = [document_row(name, f"{name}局", 2025) for name in "abc"]
    figures = [figure_row(name, 2025, 2025, 100, item="three_public") for name in "abc"]
    figures.append(figure_row("a", 2025, 2024, 90, item="three_public"))
    stated = [
        change_row("a", 2025, 80, item="three_public"),
        change_row("b", 2025, 70, item="three_public"),
        change_row("c", 2025, 60, "s1", item="three_public"),
        change_row("c", 2025, 50, "s2", item="three_public"),
        change_row("c", 2025, 55, "s3", item="three_public/abroad"),
    ]
    rows = ask(dataset_of(tmp_path, documents, figures, statements=stated), "三公")
    found = {row["document"]: (row["last_year"], row["change"]) for row in rows}
    assert found == {"a": (90, 10), "b": (70, 30), "c": (None, None)}


def test_money_carried_over_again_and_again(tmp_path: Path) -> None:
    documents = [document_row(f"{name}{year}", f"{name}局", year) for name in "abc" for year in (2024, 2025)]
    documents.append(document_row("d2025", "d局", 2025))
    over = {"side": "revenue", "origin": "carried_over"}
    figures = [figure_row(f"{name}2025", 2025, 2025, 10, **over) for name in "abcd"]
    figures += [figure_row("a2024", 2024, 2024, 5, **over), figure_row("b2024", 2024, 2024, 0, **over)]
    figures += [figure_row(f"{row['document']}", row["document_year"], row["document_year"], 100, side="revenue")
                for row in documents]  # fmt: skip
    rows = ask(dataset_of(tmp_path, documents, figures), "结转", Filters(year=2025))
    assert {row["document"][0]: row["again"] for row in rows} == {
        "a": "连年结转",
        "b": "上年没有",
        "c": "上年文件未列",
        "d": "上年文件未收",
    }


def test_a_rule_is_shown_with_what_it_is_about() -> None:
    assert shown("G104", RULE) != "G104"
    assert shown("G104", RULE).startswith("G104 ")
    assert shown("G999", RULE) == "G999"


def test_shares_are_rounded_half_up_exactly(opened: Dataset) -> None:
    import ibis

    table = ibis.memtable({"part": [1, 2, 1, 5, 0, 3], "whole": [3, 3, 8, 0, 7, 40_000]})
    rows = _answer(opened, table.select("part", "whole", value=share(table.part, table.whole)))
    assert {(row["part"], row["whole"]): row["value"] for row in rows} == {
        (1, 3): 3333,
        (2, 3): 6667,
        (1, 8): 1250,
        (5, 0): None,
        (0, 7): 0,
        (3, 40_000): 1,
    }


def test_peers_and_their_median(opened: Dataset) -> None:
    import ibis

    from gouji.corpus.questions.figures_of import with_peers

    values = [10, None, 30, 20, 40, 99, 5]
    table = ibis.memtable(
        {
            "document": [f"d{n}" for n in range(len(values))],
            "office": ["信访"] * 5 + ["财政", None],
            "level": ["city"] * 7,
            "scope": [None] * 7,
            "kind": ["budget"] * 7,
            "document_year": [2025] * 7,
            "value": values,
        },
        schema={
            **dict.fromkeys(("document", "office", "level", "scope", "kind"), "string"),
            "document_year": "int16",
            "value": "int64",
        },
    )
    rows = {row["document"]: (row["peers"], row["peer_median"]) for row in _answer(opened, with_peers(table, "value"))}
    assert rows == {
        **dict.fromkeys(("d0", "d1", "d2", "d3", "d4"), (4, 20)),
        "d5": (1, None),
        "d6": (None, None),
    }


def test_copied_targets_are_counted(opened: Dataset) -> None:
    documents = {row["document"]: row for row in opened.rows("documents")}
    targets: dict[tuple[Any, int], set[tuple[str, str]]] = {}
    counts: dict[str, int] = {}
    for row in opened.rows("targets"):
        document = documents[row["document"]]
        key = (document["institution_key"], document["document_year"])
        targets.setdefault(key, set()).add((row["project_key"], row["fingerprint"]))
        counts[row["document"]] = counts.get(row["document"], 0) + 1
    rows = ask(opened, "照抄的目标")
    assert rows
    for row in rows:
        key = documents[row["document"]]["institution_key"]
        assert row["document_year"] == 2026
        assert row["targets"] == counts[row["document"]]
        assert row["copied"] <= len(targets[key, 2026] & targets[key, 2025]) <= row["targets"]
    assert any(row["copied"] for row in rows)


def test_filters(opened: Dataset) -> None:
    everything = ask(opened, "three-public")
    of_one_year = ask(opened, "three-public", Filters(year=2026))
    assert of_one_year == [row for row in everything if row["document_year"] == 2026]
    name = everything[0]["name"]
    assert {row["name"] for row in ask(opened, "三公", Filters(institution=name))} == {name}
    assert len(ask(opened, "三公", Filters(limit=3))) == 3


def test_functions_sum_to_the_cities(opened: Dataset) -> None:
    rows = ask(opened, "functions")
    units = {row["document"] for row in opened.rows("documents") if row["scope"] == "unit"}
    others = ("use", "fund", "origin", "item", "economic", "budget_unit", "project", "stage")
    expected = sum(
        row["fen"] or 0
        for row in opened.rows("figures")
        if row["document"] not in units
        and (row["year"], row["side"]) == (row["document_year"], "expenditure")
        and len(row["function"] or "") == 3
        and not any(row[name] for name in others)
    )
    assert expected
    assert sum(row["fen"] for row in rows) == expected


def test_the_command(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "ask"]) == 0
    assert "项目占比" in capsys.readouterr().out
    assert main(["corpus", "ask", "项目占比", str(dataset)]) == 0
    assert "总支出" in capsys.readouterr().out
    assert main(["corpus", "ask", "项目占比", str(dataset), "--format", "json", "-o", str(tmp_path / "a.json")]) == 0
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))[0]["value"] >= 0
    assert main(["corpus", "ask", "质量", str(dataset), "--format", "csv", "-o", str(tmp_path / "a.csv")]) == 0
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert main(["corpus", "ask", "天气", str(dataset)]) == 2
    assert main(["corpus", "ask", "质量", str(tmp_path)]) == 2


def test_outliers_need_peers_and_distance(tmp_path: Path) -> None:

    from gouji.corpus.manifest import Manifest
    from gouji.corpus.parts import in_tables, write_part
    from gouji.corpus.schema import arrow_schema

    common = {"office": "信访", "level": "city", "scope": "department", "kind": "budget", "document_year": 2025}
    documents = [{"document": f"d{n}", "department": f"第{n}局", "region_name": f"城{n}", **common} for n in range(7)]
    shares = [30, 31, 32, 30, 29, 31, 80]
    figures = []
    for n, percent in enumerate(shares):
        base = {"document": f"d{n}", "document_year": 2025, "kind": "budget", "year": 2025, "evidence": "proved"}
        figures.append({**base, "side": "revenue", "fen": 10_000})
        figures.append({**base, "side": "expenditure", "use": "project", "fen": percent * 100})
    parts = {}
    for name, rows in (("documents", documents), ("figures", figures)):
        schema = arrow_schema(name)
        part = write_part(in_tables(rows, schema), schema, tmp_path, f"data/{name}/2025/0.parquet")
        parts[name] = (part,) if part else ()
    Manifest(parts).written(tmp_path)
    rows = ask(open_dataset(tmp_path), "离群")
    assert [(row["document"], row["measure"], row["value"], row["peer_median"], row["peers"]) for row in rows] == [
        ("d6", "项目支出占总支出", 8000, 3100, 7)
    ]
    assert rows[0]["reason"] == "同为2025年地市级“信访”部门预算，共7份"


def test_projects_stand_at_points_of_their_own(dataset: Path) -> None:
    opened = open_dataset(dataset)
    listed = {(row["document"], row["project"]) for row in opened.rows("projects") if row["project"]}
    figures = [row for row in opened.rows("figures") if row["project"] and "/" in row["project"]]
    assert {(row["document"], row["project"]) for row in figures} <= listed
    assert len({(row["document"], row["project"]) for row in figures}) > len(listed) // 2
    assert {(row["side"], row["use"]) for row in figures} == {("expenditure", "project")}
