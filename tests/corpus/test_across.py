"""Documents against each other, on a dataset of a few rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ibis")
pytest.importorskip("duckdb")


from gouji.corpus.dataset import open_dataset
from gouji.corpus.questions import ask
from gouji.corpus.stated import Stated, Succession
from tests.corpus.few_rows import change_row, dataset_of, document_row, figure_row


def test_last_year_as_it_was_and_as_it_is_told(tmp_path: Path) -> None:
    dataset = dataset_of(
        tmp_path,
        [document_row("a", "甲局", 2025), document_row("b", "甲局", 2026), document_row("c", "乙局", 2026)],
        [
            figure_row("a", 2025, 2025, 1000, side="revenue"),
            figure_row("a", 2025, 2025, 600, side="expenditure", use="basic"),
            figure_row("b", 2026, 2025, 1004, side="revenue"),
            figure_row("b", 2026, 2025, 640, side="expenditure", use="basic"),
            figure_row("b", 2026, 2025, 7, side="expenditure", use="project"),
            figure_row("c", 2026, 2025, 1, side="revenue"),
        ],
    )
    rows = ask(dataset, "上年数衔接")
    assert [(row["document"], row["compared"], row["differing"], row["largest"]) for row in rows] == [("b", 2, 1, 40)]
    points = ask(dataset, "上年数差异")
    assert [(row["use"], row["was_fen"], row["told_fen"], row["difference"]) for row in points] == [
        ("basic", 600, 640, 40)
    ]


def _total(document: str, document_year: int, year: int, fen: int) -> dict[str, Any]:
    return figure_row(document, document_year, year, fen, side="revenue")


def test_last_year_as_stated_changes_tell_it(tmp_path: Path) -> None:
    documents = [document_row("a", "甲局", 2025), document_row("b", "甲局", 2026)]
    figures = [
        figure_row("a", 2025, 2025, 1000, side="revenue"),
        figure_row("a", 2025, 2025, 600, side="expenditure", use="basic"),
        figure_row("a", 2025, 2025, 70, item="three_public"),
        figure_row("a", 2025, 2025, 30, item="procurement"),
        figure_row("b", 2026, 2025, 1000, side="revenue"),
    ]
    statements = [
        # Printed, so what is stated of it does not count again.
        change_row("b", 2026, 900, "s1", side="revenue"),
        change_row("b", 2026, 650, "s2", side="expenditure", use="basic"),
        change_row("b", 2026, 70, "s3", item="three_public"),
        # Two changes that cannot start from one figure tell nothing.
        change_row("b", 2026, 30, "s4", item="procurement"),
        change_row("b", 2026, 60, "s5", item="procurement"),
    ]
    dataset = dataset_of(tmp_path, documents, figures, statements=statements)
    rows = ask(dataset, "上年数衔接")
    assert [(row["document"], row["compared"], row["differing"], row["largest"]) for row in rows] == [("b", 3, 1, 50)]
    points = ask(dataset, "上年数差异")
    assert [(row["use"], row["was_fen"], row["told_fen"]) for row in points] == [("basic", 600, 650)]


def test_one_in_the_last_digit_is_counted_apart(tmp_path: Path) -> None:
    documents = [document_row("a", "甲局", 2025), document_row("b", "甲局", 2026)]
    figures = [
        figure_row("a", 2025, 2025, 1000, side="revenue"),
        figure_row("a", 2025, 2025, 700, item="three_public"),
        figure_row("b", 2026, 2025, 1011, side="revenue"),
        figure_row("b", 2026, 2025, 712, item="three_public"),
    ]
    dataset = dataset_of(tmp_path, documents, figures)
    (row,) = ask(dataset, "上年数衔接")
    assert (row["compared"], row["differing"], row["tails"], row["largest"]) == (2, 1, 1, 12)
    assert [point["told_fen"] for point in ask(dataset, "上年数差异")] == [712]


def test_a_renamed_institution_is_followed_where_it_is_stated(tmp_path: Path) -> None:
    documents = [document_row("a", "甲局", 2025), document_row("b", "乙局", 2026)]
    figures = [_total("a", 2025, 2025, 1000), _total("b", 2026, 2025, 1000)]
    assert ask(dataset_of(tmp_path / "1", documents, figures), "上年数衔接") == []
    one = Stated({"甲局": "甲", "乙局": "甲"})
    other = Stated(successions=(Succession(("甲局",), ("乙局",), 2026),))
    for at, stated in enumerate((one, other)):
        rows = ask(dataset_of(tmp_path / f"stated{at}", documents, figures, stated), "上年数衔接")
        assert [(row["document"], row["compared"], row["differing"]) for row in rows] == [("b", 1, 0)]


def test_merged_and_split_institutions_are_compared_by_their_sums(tmp_path: Path) -> None:
    documents = [document_row("a", "甲局", 2025), document_row("b", "乙局", 2025), document_row("c", "丙局", 2025)]
    documents += [document_row("m", "甲局", 2026), document_row("x", "丁局", 2026), document_row("y", "戊局", 2026)]
    figures = [_total("a", 2025, 2025, 1000), _total("b", 2025, 2025, 500), _total("c", 2025, 2025, 900)]
    figures += [_total("m", 2026, 2025, 1500), _total("x", 2026, 2025, 300), _total("y", 2026, 2025, 700)]
    stated = Stated(
        successions=(Succession(("乙局", "甲局"), ("甲局",), 2026), Succession(("丙局",), ("丁局", "戊局"), 2026))
    )
    rows = ask(dataset_of(tmp_path, documents, figures, stated), "上年数衔接")
    assert {(row["document"], row["several"], row["differing"], row["largest"]) for row in rows} == {
        ("m", 1, 0, 0),
        ("x", 2, 1, 100),
    }


def test_what_was_spent_last_year_is_not_its_budget(tmp_path: Path) -> None:
    documents = [document_row("a", "甲局", 2025), document_row("b", "甲局", 2026)]
    figures = [_total("a", 2025, 2025, 1000)]
    figures.append(figure_row("b", 2026, 2025, 1300, side="revenue", stage="final"))
    assert ask(dataset_of(tmp_path / "1", documents, figures), "上年数衔接") == []
    figures.append(figure_row("b", 2026, 2025, 1000, side="revenue", stage="budget"))
    assert [row["differing"] for row in ask(dataset_of(tmp_path / "2", documents, figures), "上年数衔接")] == [0]


@pytest.mark.parametrize(
    ("units", "verdict"),
    [
        ((300, 700), "相等"),
        ((300, 800), "单位之和大于部门"),
        ((300, 600), "单位齐全而和小于部门"),
        ((300,), "单位未收齐"),
    ],
)
def test_a_department_against_its_units(units: tuple[int, ...], verdict: str, tmp_path: Path) -> None:
    names = ["甲一馆", "甲二馆"]
    documents = [document_row("d", "甲局", 2025, units=names)]
    figures = [figure_row("d", 2025, 2025, 1000, side="revenue")]
    for at, fen in enumerate(units):
        documents.append(document_row(f"u{at}", names[at], 2025, "unit"))
        figures.append(figure_row(f"u{at}", 2025, 2025, fen, side="revenue"))
    rows = ask(dataset_of(tmp_path, documents, figures), "部门与单位")
    assert [(row["listed"], row["units"], row["rest"], row["verdict"]) for row in rows] == [
        (2, len(units), 1000 - sum(units), verdict)
    ]


def test_what_units_pay_each_other_is_not_the_department_s(tmp_path: Path) -> None:
    documents = [document_row("d", "甲局", 2025, units=["甲一馆", "甲二馆"])]
    documents += [document_row("u0", "甲一馆", 2025, "unit"), document_row("u1", "甲二馆", 2025, "unit")]
    figures = [_total("d", 2025, 2025, 1000), _total("u0", 2025, 2025, 400), _total("u1", 2025, 2025, 800)]
    figures.append(figure_row("u1", 2025, 2025, 200, side="revenue", fund="own_funds/superior_grant"))
    appropriated = {"side": "revenue", "fund": "fiscal_appropriation"}
    for document, fen in (("d", 900), ("u0", 400), ("u1", 600)):
        figures.append(figure_row(document, 2025, 2025, fen, **appropriated))
    rows = ask(dataset_of(tmp_path, documents, figures), "部门与单位")
    assert [(row["compared"], row["differing"], row["largest"], row["verdict"]) for row in rows] == [
        (1, 1, 100, "单位之和大于部门")
    ]
    assert [row["fund"] for row in ask(open_dataset(tmp_path), "部门单位差异")] == ["fiscal_appropriation"]


def test_a_department_s_own_unit_is_one_of_its_units(tmp_path: Path) -> None:
    documents = [document_row("d", "甲局", 2025, units=["甲局（本级）", "甲一馆"])]
    documents += [document_row("u0", "甲局", 2025, "unit"), document_row("u1", "甲一馆", 2025, "unit")]
    figures = [_total("d", 2025, 2025, 1000), _total("u0", 2025, 2025, 400), _total("u1", 2025, 2025, 600)]
    rows = ask(dataset_of(tmp_path, documents, figures), "部门与单位")
    assert [(row["listed"], row["units"], row["rest"], row["verdict"]) for row in rows] == [(2, 2, 0, "相等")]
