"""Versions of self-evaluations: the form as it was accepted, written in every format and read back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gouji.errors import GoujiError
from gouji.model.kinds import ADJUSTED, AT_START, FINAL
from gouji.model.money import Amount, Unit
from gouji.publishing.evaluation import (
    EvaluationForm,
    as_docx,
    as_html,
    as_xlsx,
    differences,
    of_json,
    table_markup,
    ten_thousands,
)
from gouji.publishing.site.markup import text as escaped
from gouji.web import store
from gouji.web.publication.contents import Contents, PartContent
from gouji.web.publication.grams import indexed, plain
from gouji.web.publication.made import Made, kept, listed
from gouji.web.publication.models import Version

ITEM = "self_evaluation"
_TITLES = {".docx": "自评表（Word）", ".xlsx": "自评表（Excel）", ".json": "自评数据（JSON）"}


def form_of(version: Version) -> EvaluationForm:
    """What a version publishes. Raises :class:`GoujiError` and OSError where the store has lost it."""
    return of_json(store.path_of(version.ledger).read_bytes())


def made_of_evaluation(version: Version) -> Made:
    """The outputs of the version's form, each read back and checked, and kept in the store. Raises :class:`GoujiError`
    with everything that forbids publication."""
    form = form_of(version)
    day = version.approved_on.isoformat()
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        out = Path(folder)
        (out / "data").mkdir()
        (out / "site").mkdir()
        (out / "data" / "evaluation.json").write_bytes(store.path_of(version.ledger).read_bytes())
        documents = {
            f"{form.title}.docx": as_docx([form]),
            f"{form.title}.xlsx": as_xlsx([form]),
            "site/index.html": as_html([form]).encode(),
        }
        for name, content in documents.items():
            (out / name).write_bytes(content)
        wrong = [line for name in documents for line in _wrong(form, out / name)]
        if wrong:
            raise GoujiError(listed("核对发现 {} 处错误，没有公开：", wrong))
        files = tuple(kept(out, _TITLES))
    title = f"{form.department}{form.title}：{form.project}"
    points = int(form.evaluation.total * 100)
    return Made(title, form.department, form.year, day, files, _contents(form), (), points)


def _wrong(form: EvaluationForm, path: Path) -> Iterator[str]:
    from gouji.checking import check
    from gouji.checking.findings import Level
    from gouji.reading import read

    disclosure = read([path])
    yield from (f"{path.suffix.lstrip('.')}：{line}" for line in differences(form, disclosure))
    yield from (found.message for found in check(disclosure).findings if found.level is Level.ERROR)


def _contents(form: EvaluationForm) -> Contents:
    markup = f'<h2>{escaped(form.title)}</h2>\n<div class="scroll">{table_markup(form)}</div>'
    part = PartContent(1, form.project[:300], form.unit[:300], True, markup)
    return Contents((part,), tuple(_amounts(form)), {}, tuple(_passages(form)))


def _amounts(form: EvaluationForm) -> Iterator[Mapping[str, Any]]:
    found = form.evaluation
    named = (
        ("年初预算数", AT_START, form.initial),
        ("全年预算数", ADJUSTED, found.budget),
        ("全年执行数", FINAL, found.paid),
    )
    for number, (column, stage, fen) in enumerate(named, 1):
        yield {
            "position": number,
            "part": 1,
            "table": form.title,
            "row": "年度资金总额",
            "column": column,
            "value": (printed := Amount(ten_thousands(fen).replace(",", ""), Unit.TEN_THOUSAND_YUAN)).text,
            "unit": printed.unit.text,
            "fen": printed.fen,
            "year": form.year,
            "side": "expenditure",
            "budget_unit": form.unit[:100],
            "project": form.project[:200],
            "item": ITEM,
            "stage": stage,
        }


def _passages(form: EvaluationForm) -> Iterator[Mapping[str, Any]]:
    said = [("form", f"{form.project} {form.unit}"), ("objective", form.objective), ("objective", form.achieved)]
    if form.rate_reason:
        said.append(("funds", form.rate_reason))
    for number, score in enumerate(form.evaluation.scores, 1):
        one, told = score.indicator, score.result
        reason = f"。{told.reason}" if told.reason else ""
        said.append((f"i{number}", f"{one.name}：{one.value}，实际 {told.actual}{reason}"))
    for anchor, text in said:
        if text.strip():
            yield {"part": 1, "anchor": anchor, "text": text, "plain": plain(text), "grams": indexed(text)}
