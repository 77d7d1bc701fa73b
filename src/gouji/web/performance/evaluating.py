"""Self-evaluations: begun from the year's target, filled in, offered, accepted by the department."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouji.ledgers.rows import yuan
from gouji.ledgers.values import WrongValueError, amount_of
from gouji.model.coordinates import EXPENDITURE
from gouji.model.disclosure import Target
from gouji.publishing.evaluation import EvaluationForm
from gouji.targets.evaluation import Evaluation as Scored
from gouji.targets.evaluation import EvaluationError, Result, evaluate
from gouji.web.accounts import steps
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.language import Said, chinese, later
from gouji.web.cycle.models import Budget
from gouji.web.cycle.steps import RefusedError, StaleError
from gouji.web.journal.log import record
from gouji.web.journal.models import Event
from gouji.web.performance.models import Evaluation, State
from gouji.web.performance.spending import budget_of_project, paid_by_project
from gouji.web.performance.telling import newest, of_values
from gouji.web.projects.models import Project
from gouji.web.projects.targets import grid, saved_indicators

_LOW_RATE = Decimal(1)
_FIELDS = ("actual", "grade", "share", "reason")
_LONGEST = 1000


class Step(steps.Step[State]):
    """A step of a self-evaluation."""


STEPS = (
    Step("offer", _("提交部门审核"), Right.EVALUATE, {State.DRAFTING: State.OFFERED}, judges=False),
    Step("accept", _("审定自评结果"), Right.ACCEPT_EVALUATIONS, {State.OFFERED: State.ACCEPTED}),
    Step(
        "return",
        _("退回修改"),
        Right.ACCEPT_EVALUATIONS,
        {State.OFFERED: State.DRAFTING},
        explains=True,
        checked=False,
    ),
    Step(
        "reopen",
        _("撤回审定，退回修改"),
        Right.ACCEPT_EVALUATIONS,
        {State.ACCEPTED: State.DRAFTING},
        explains=True,
        checked=False,
        judges=False,
    ),
)
BY_NAME = {step.name: step for step in STEPS}


def begin(scope: Scope, project: Project, year: int) -> Evaluation:
    """The self-evaluation of a year, begun from its target and budget where there is none yet. Raises
    :class:`RefusedError` where there is no target."""
    known = project.evaluations.filter(year=year).first()
    if known is not None:
        return known
    target = project.targets.filter(year=year).prefetch_related("indicators").first()
    indicators = saved_indicators(target)
    if target is None or not indicators:
        raise RefusedError(later(_("项目没有 %(year)d 年的绩效目标，不能自评。"), year=year))
    last = newest([project], year).get(project.pk)
    told = {values.get("name"): values.get("actual", "") for values in last.indicators} if last is not None else {}
    kept = [values | {"actual": str(told.get(values["name"], ""))} for values in grid(indicators)]
    with transaction.atomic():
        made, is_new = Evaluation.objects.get_or_create(
            project=project,
            year=year,
            defaults={
                "budget": max(0, budget_of_project(project, year)),
                "paid": paid_by_project(project.unit, year).get(project.name, 0),
                "objective": target.objective,
                "indicators": kept,
            },
        )
        if is_new:
            record(scope.user, "evaluation.begun", made, office=project.unit)
    return made


def target_of(found: Evaluation) -> Target:
    """The target that is evaluated, as it was kept."""
    indicators = tuple(of_values(values) for values in found.indicators)
    project = found.project
    return Target(project.unit.name, project.name, None, found.objective or None, indicators, year=found.year)


def results(found: Evaluation) -> list[Result]:
    """What was reached."""
    return [
        Result(
            str(values.get("actual") or ""),
            values.get("grade"),
            Decimal(values["share"]) if values.get("share") else None,
            str(values.get("reason") or ""),
        )
        for values in found.indicators
    ]


def scored(found: Evaluation) -> Scored:
    """The scores. Raises :class:`EvaluationError` while something is missing."""
    return evaluate(target_of(found), found.budget, found.paid, results(found))


def lacking(found: Evaluation) -> tuple[Said, ...]:
    """What is missing or wrong before it can be offered, each a sentence."""
    try:
        scores = scored(found)
    except EvaluationError as error:
        return (_told(error),)
    wrong = [scores.scores[number] for number in scores.unexplained]
    said: list[Said] = [
        later(_("指标“%(name)s”：%(why)s"), name=one.indicator.name, why=_(one.must_explain)) for one in wrong
    ]
    if scores.rate < _LOW_RATE and not found.rate_reason.strip():
        said.append(_("预算没有全部执行，须说明执行率偏低的原因。"))
    if not found.achieved.strip():
        said.append(_("请填写年度总体目标的实际完成情况。"))
    return tuple(said)


def _told(error: EvaluationError) -> Said:
    """What the core says, in the language of whoever reads it."""
    facts = {name: _(fact) if name == "grade" else fact for name, fact in error.facts.items()}
    return later(_(error.message), **facts) if facts else _(error.message)


def can_edit(scope: Scope, found: Evaluation) -> bool:
    """Whether the person may change it now."""
    return found.state == State.DRAFTING and scope.covers(Right.EVALUATE, found.project.unit)


def save(scope: Scope, found: Evaluation, version: int, texts: Mapping[str, str]) -> None:
    """Save what was filled in, scored or not. ``texts``: ``paid``, ``achieved``, ``rate_reason``, and ``actual-0``,
    ``grade-0``, ``share-0``, ``reason-0`` … Raises :class:`StaleError` and :class:`RefusedError`."""
    with transaction.atomic():
        _take_version(found, version)
        if not can_edit(scope, found):
            raise RefusedError(_("这份自评现在不能修改。"))
        before = _facts(found)
        found.paid = _paid(texts.get("paid", ""))
        found.achieved = texts.get("achieved", "").strip()[:4000]
        found.rate_reason = texts.get("rate_reason", "").strip()[:_LONGEST]
        for number, values in enumerate(found.indicators):
            typed = {name: texts.get(f"{name}-{number}", "").strip()[:_LONGEST] for name in _FIELDS}
            values |= {"actual": typed["actual"], "reason": typed["reason"], "share": _share(typed["share"])}
            values["grade"] = int(typed["grade"]) if typed["grade"] in {"0", "1", "2"} else None
        try:
            found.total = int(scored(found).total * 100)
        except EvaluationError:
            found.total = None
        found.save(update_fields=["paid", "achieved", "rate_reason", "indicators", "total"])
        after = _facts(found)
        changed = [name for name in after if before.get(name) != after[name]]
        record(
            scope.user,
            "evaluation.saved",
            found,
            office=found.project.unit,
            before={name: before.get(name, "") for name in changed},
            after={name: after[name] for name in changed},
        )


@chinese
def _facts(found: Evaluation) -> dict[str, str]:
    said = {
        str(_("全年执行数")): yuan(found.paid),
        str(_("完成情况")): found.achieved,
        str(_("执行率说明")): found.rate_reason,
    }
    for values in found.indicators:
        texts = [str(values.get(name) or "") for name in _FIELDS]
        said[str(values.get("name"))] = " ".join(text for text in texts if text)
    return said


def _paid(text: str) -> int:
    try:
        fen = amount_of(text or "0")
    except WrongValueError:
        raise RefusedError(later(_("金额“%(amount)s”不是一个最多两位小数的数。"), amount=text[:20])) from None
    if fen < 0:
        raise RefusedError(_("全年执行数不能小于零。"))
    return fen


def _share(text: str) -> str:
    if not text:
        return ""
    try:
        share = Decimal(unicodedata.normalize("NFKC", text).rstrip("%"))
    except InvalidOperation:
        raise RefusedError(later(_("得分比例“%(share)s”不是数。"), share=text[:20])) from None
    if not share.is_finite() or not 0 <= share <= 100:
        raise RefusedError(_("得分比例应在 0 到 100 之间。"))
    return f"{share.normalize():f}"


def why_not(scope: Scope, found: Evaluation, step: Step) -> Said | None:
    """Why the person cannot take the step now; None when they can."""
    if State(found.state) not in step.ways:
        return _("这份自评不在可以作这一步的状态。")
    if not scope.covers(step.right, found.project.unit):
        return _("您没有作这一步的权限。")
    if step.judges and has_drafted(scope.user.pk, found):
        return _("自己填写的自评须由他人审核。")
    if step.checked and (missing := lacking(found)):
        return missing[0]
    return None


def has_drafted(user: int | None, found: Evaluation) -> bool:
    """Whether the person ever filled it in."""
    return Event.objects.filter(
        subject=f"evaluation:{found.pk}", action__in=("evaluation.begun", "evaluation.saved"), user=user
    ).exists()


def possible(scope: Scope, found: Evaluation) -> tuple[tuple[Step, Said | None], ...]:
    """The steps that are the person's to take from here, each with what stands against it now."""
    return tuple(
        (step, why_not(scope, found, step))
        for step in STEPS
        if State(found.state) in step.ways and scope.covers(step.right, found.project.unit)
    )


def take(scope: Scope, found: Evaluation, step: Step, version: int, text: str) -> None:
    """Take a step. Raises as :func:`save`."""
    text = text.strip()
    if step.explains and not text:
        raise RefusedError(_("请写明理由。"))
    with transaction.atomic():
        _take_version(found, version)
        if (reason := why_not(scope, found, step)) is not None:
            raise RefusedError(reason)
        old, new = State(found.state), step.ways[State(found.state)]
        found.state = new
        found.accepted_at = timezone.now() if new == State.ACCEPTED else None
        found.save(update_fields=["state", "accepted_at"])
        before, after = {"state": old.label}, {"state": new.label, "text": text}
        record(scope.user, f"evaluation.{step.name}", found, office=found.project.unit, before=before, after=after)


def _take_version(found: Evaluation, version: int) -> None:
    if not Evaluation.objects.filter(pk=found.pk, version=version).update(version=F("version") + 1):
        raise StaleError(_("这份自评在您打开之后已被别人改动，没有保存，以免盖掉别人的工作。请看过最新内容再改。"))
    fresh = Evaluation.objects.get(pk=found.pk)
    found.state, found.version, found.indicators = fresh.state, fresh.version, fresh.indicators


def form_of(found: Evaluation) -> EvaluationForm:
    """The published form. Raises :class:`EvaluationError` while it cannot be scored."""
    project = found.project
    budget = Budget.objects.filter(unit=project.unit, cycle__year=found.year).first()
    lines = budget.lines.filter(side=EXPENDITURE, project=project.name) if budget is not None else ()
    initial = sum(line.amount for line in lines) if budget is not None else found.budget
    department = project.unit.parent.name if project.unit.parent else ""
    return EvaluationForm(
        found.year,
        department,
        project.unit.name,
        project.name,
        initial,
        found.objective,
        found.achieved,
        scored(found),
        found.rate_reason,
    )
