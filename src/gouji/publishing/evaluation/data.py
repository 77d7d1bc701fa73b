"""A self-evaluation as data (``gouji/self-evaluation/1``): all that the form says, points as they were given."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from gouji.errors import GoujiError
from gouji.model.disclosure import Indicator
from gouji.publishing.evaluation.form import EvaluationForm
from gouji.targets.evaluation import Evaluation, Result, Score

SCHEMA = "gouji/self-evaluation/1"
_NAMES = ("level1", "level2", "name", "value")


def as_json(form: EvaluationForm) -> bytes:
    """The form as data: amounts in 分, points and shares as texts."""
    found = form.evaluation
    content = {
        "schema": SCHEMA,
        "year": form.year,
        "department": form.department,
        "unit": form.unit,
        "project": form.project,
        "initial_fen": form.initial,
        "budget_fen": found.budget,
        "paid_fen": found.paid,
        "execution_points": _text(found.execution),
        "rate_reason": form.rate_reason,
        "objective": form.objective,
        "achieved": form.achieved,
        "indicators": [_indicator(score) for score in found.scores],
        "total": _text(found.total),
        "class": found.class_name,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _text(value: Decimal) -> str:
    return f"{value:f}"


def _indicator(score: Score) -> dict[str, Any]:
    result = score.result
    return {name: getattr(score.indicator, name) for name in _NAMES} | {
        "actual": result.actual,
        "grade": result.grade,
        "share": None if result.share is None else _text(result.share),
        "attained": None if score.attained is None else _text(score.attained),
        "full": _text(score.full),
        "points": _text(score.points),
        "reason": result.reason,
    }


def of_json(data: bytes) -> EvaluationForm:
    """The form that was kept. Raises :class:`GoujiError` for anything else."""
    try:
        content = json.loads(data)
        if content["schema"] != SCHEMA:
            raise KeyError(content["schema"])
        return _form(content)
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise GoujiError("不是绩效自评的数据") from error


def _form(content: dict[str, Any]) -> EvaluationForm:
    budget, paid = int(content["budget_fen"]), int(content["paid_fen"])
    evaluation = Evaluation(
        budget,
        paid,
        Decimal(paid) / Decimal(budget),
        Decimal(content["execution_points"]),
        tuple(_score(one) for one in content["indicators"]),
        Decimal(content["total"]),
        content["class"],
    )
    return EvaluationForm(
        content["year"],
        content["department"],
        content["unit"],
        content["project"],
        int(content["initial_fen"]),
        content["objective"],
        content["achieved"],
        evaluation,
        content["rate_reason"],
    )


def _score(one: dict[str, Any]) -> Score:
    share, attained = (None if one[name] is None else Decimal(one[name]) for name in ("share", "attained"))
    indicator = Indicator(one["level1"], one["level2"], one["name"], value=one["value"])
    result = Result(one["actual"], one["grade"], share, one["reason"])
    return Score(indicator, result, Decimal(one["full"]), Decimal(one["points"]), attained)
