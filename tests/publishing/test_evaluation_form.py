"""The self-evaluation's form: one grid, three formats that say the same."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from gouji.errors import GoujiError
from gouji.model.disclosure import Indicator, Target
from gouji.publishing.evaluation import (
    EvaluationForm,
    as_docx,
    as_html,
    as_json,
    as_xlsx,
    differences,
    form_grid,
    of_json,
)
from gouji.publishing.evaluation.form import COLUMNS
from gouji.reading import read
from gouji.targets.evaluation import Result, evaluate

LEVELS = [
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
]


def form(levels: list[tuple[str, str]], reason: str = "") -> EvaluationForm:
    indicators = tuple(
        Indicator(one, two, f"指标{number}", None, "≥10个", weight="0" if number else "90")
        for number, (one, two) in enumerate(levels)
    )
    results = [Result("8个", reason="天气 <&> 原因"), *(Result("10个") for _ in levels[1:])]
    found = evaluate(Target(None, None, None, None, indicators), 5_000_000, 4_000_000, results)
    return EvaluationForm(2026, "甲局", "甲局本级", "档案整理", 4_500_000, "目标\n第二行", "完成", found, reason)


@given(st.lists(st.sampled_from(LEVELS), min_size=1, max_size=8), st.booleans())
def test_cells_cover_every_place_once(levels: list[tuple[str, str]], low: bool) -> None:
    cells = form_grid(form(levels, "尾款" if low else ""))
    places = [
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.height)
        for column in range(cell.column, cell.column + cell.width)
    ]
    assert len(places) == len(set(places))
    assert set(places) == {(row, column) for row in range(max(places)[0] + 1) for column in range(COLUMNS)}


@pytest.fixture(scope="module")
def sample() -> EvaluationForm:
    return form(LEVELS, "合同尾款")


def texts_of(found: EvaluationForm) -> set[str]:
    return {re.sub(r"\s", "", cell.text) for cell in form_grid(found) if cell.text.strip()}


def test_the_workbook_says_it(sample: EvaluationForm) -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx([sample]))).active
    said = {re.sub(r"\s", "", str(cell.value)) for row in sheet.iter_rows() for cell in row if cell.value}
    assert said == texts_of(sample)


def test_the_document_says_it(sample: EvaluationForm) -> None:
    document = Document(io.BytesIO(as_docx([sample, sample])))
    assert len(document.tables) == 2
    said = {re.sub(r"\s", "", cell.text) for row in document.tables[0].rows for cell in row.cells if cell.text.strip()}
    assert said | {sample.title} == texts_of(sample)


def test_the_page_says_it(sample: EvaluationForm) -> None:
    page = as_html([sample])
    assert "<&>" not in page, "escaped"
    cells = re.findall(r"<(?:td|th|h1)[^>]*>(.*?)</", page)
    said = {re.sub(r"\s|<br>", "", cell).replace("&lt;&amp;&gt;", "<&>") for cell in cells if cell}
    assert said == texts_of(sample)
    assert "72" in said, "90 × 8 of 10"
    assert "80.00%" in said


@given(st.lists(st.sampled_from(LEVELS), min_size=1, max_size=8), st.sampled_from(["", "合同尾款", '<&>\n"=']))
def test_data_keep_everything(levels: list[tuple[str, str]], reason: str) -> None:
    kept = of_json(as_json(form(levels, reason)))
    assert form_grid(kept) == form_grid(form(levels, reason))
    assert as_json(kept) == as_json(form(levels, reason))


@pytest.mark.parametrize("wrong", [b"", b"{}", b"[]", b'{"schema": "gouji/self-evaluation/2"}', b"\xff"])
def test_other_data_are_refused(wrong: bytes) -> None:
    with pytest.raises(GoujiError):
        of_json(wrong)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (">4.50<", ">4.60<", "年初预算数"),
        (">指标2<", ">指标3<", "三级指标"),
        (">72<", ">71<", "得分"),
        (">完成<", "><", "实际完成情况"),
    ],
)
def test_the_gate_sees_what_was_printed_otherwise(
    sample: EvaluationForm, right: str, wrong: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "form.html"
    path.write_text(as_html([sample]), "utf-8")
    assert differences(sample, read([path])) == ()
    path.write_text(as_html([sample]).replace(right, wrong, 1), "utf-8")
    (found,) = differences(sample, read([path]))
    assert said in found
