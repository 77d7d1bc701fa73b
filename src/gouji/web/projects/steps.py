"""Changing a project: its facts, plan and targets, and its way into the library. One transaction and one event each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from gouji.ledgers.problems import ERROR
from gouji.model import disclosure as model
from gouji.web.accounts import steps
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.language import Said, later
from gouji.web.cycle.rows import changes, tags_text
from gouji.web.cycle.steps import RefusedError, StaleError
from gouji.web.journal.log import record
from gouji.web.journal.models import Event
from gouji.web.projects.models import PlanLine, Project, State, Target, TargetIndicator
from gouji.web.projects.plans import PlanRow, by_year, plan_problems, saved_plan
from gouji.web.projects.targets import TITLES, saved_indicators, target_of, target_problems

EDITABLE = frozenset({State.DRAFT, State.STORED})
"""A stored project is changed too: it goes back to being drafted."""


class Step(steps.Step[State]):
    """A step of a project into the library and out of it."""


STEPS = (
    Step("offer", _("申请入库"), Right.EDIT_PROJECTS, {State.DRAFT: State.OFFERED}, judges=False),
    Step("store", _("同意入库"), Right.STORE_PROJECTS, {State.OFFERED: State.STORED}),
    Step(
        "return",
        _("退回修改"),
        Right.STORE_PROJECTS,
        {State.OFFERED: State.DRAFT},
        explains=True,
        checked=False,
    ),
    Step(
        "close",
        _("终止项目"),
        Right.STORE_PROJECTS,
        {State.STORED: State.CLOSED, State.DRAFT: State.CLOSED},
        explains=True,
        checked=False,
    ),
    Step(
        "reopen",
        _("重新编制"),
        Right.EDIT_PROJECTS,
        {State.CLOSED: State.DRAFT, State.OFFERED: State.DRAFT},
        judges=False,
        checked=False,
    ),
)
BY_NAME = {step.name: step for step in STEPS}


def can_edit(scope: Scope, project: Project) -> bool:
    """Whether the person may change the project now."""
    return State(project.state) in EDITABLE and scope.covers(Right.EDIT_PROJECTS, project.unit)


def why_not(scope: Scope, project: Project, step: Step) -> Said | None:
    """Why the person cannot take the step now; None when they can."""
    if State(project.state) not in step.ways:
        return _("项目不在可以作这一步的状态。")
    if not scope.covers(step.right, project.unit):
        return _("您没有作这一步的权限。")
    if step.judges and has_drafted(scope.user.pk, project):
        return _("自己编制的项目须由他人审核。")
    return _lacking(project) if step.checked else None


def has_drafted(user: int | None, project: Project) -> bool:
    """Whether the person ever changed the project."""
    return Event.objects.filter(
        subject=f"project:{project.pk}", action__in=("project.created", "project.saved"), user=user
    ).exists()


def _lacking(project: Project) -> Said | None:
    """What keeps a project from the library: a plan, and a target without errors for its first planned year."""
    plan = saved_plan(project)
    if not plan:
        return _("还没有分年度计划。")
    wrong = sum(problem.level == ERROR for problem in plan_problems(plan))
    if wrong:
        return later(_("分年度计划还有 %(wrong)d 处错误。"), wrong=wrong)
    year, amount = next(iter(by_year(plan).items()))
    target = target_of(project, year, amount)
    if target is None:
        return later(_("还没有 %(year)d 年的绩效目标。"), year=year)
    wrong = sum(problem.level == ERROR for problem in target_problems(target, year))
    return later(_("%(year)d 年的绩效目标还有 %(wrong)d 处错误。"), year=year, wrong=wrong) if wrong else None


def possible(scope: Scope, project: Project) -> tuple[tuple[Step, Said | None], ...]:
    """The steps that are the person's to take from here, each with what stands against it now."""
    return tuple(
        (step, why_not(scope, project, step))
        for step in STEPS
        if State(project.state) in step.ways and scope.covers(step.right, project.unit)
    )


def take(scope: Scope, project: Project, step: Step, version: int, text: str) -> None:
    """Take a step. Raises :class:`StaleError` and :class:`RefusedError`; then nothing has changed."""
    text = text.strip()
    if step.explains and not text:
        raise RefusedError(_("请写明理由。"))
    with transaction.atomic():
        take_version(project, version)
        if (reason := why_not(scope, project, step)) is not None:
            raise RefusedError(reason)
        old, new = State(project.state), step.ways[State(project.state)]
        project.state = new
        project.save(update_fields=["state"])
        _tell(scope, project, f"project.{step.name}", {"state": old.label}, {"state": new.label, "text": text})


def save_plan(scope: Scope, project: Project, rows: Sequence[PlanRow], version: int) -> int:
    """Save the plan; gives the new version. Raises as :func:`take`."""
    with transaction.atomic():
        _change(scope, project, version)
        before = saved_plan(project)
        project.plan.all().delete()
        PlanLine.objects.bulk_create(
            PlanLine(
                project=project,
                year=one.year,
                position=position,
                function=one.row.function,
                economic=one.row.economic,
                fund=one.row.fund,
                tags=tags_text(one.row.tags),
                amount=one.row.amount,
            )
            for position, one in enumerate(rows)
        )
        told = [
            (f"{year}年 {change.text}", change.before_text, change.after_text)
            for year in sorted({one.year for one in (*before, *rows)})
            for change in changes(
                [one.row for one in before if one.year == year], [one.row for one in rows if one.year == year]
            )
        ]
        _tell(
            scope,
            project,
            "project.saved",
            {name: old for name, old, _new in told},
            {name: new for name, _old, new in told},
        )
    return version + 1


def save_target(
    scope: Scope,
    project: Project,
    year: int,
    objective: str,
    found: Sequence[model.Indicator],
    version: int,
) -> int:
    """Save the target of a year; gives the new version. Raises as :func:`take`."""
    with transaction.atomic():
        _change(scope, project, version)
        target, _made = Target.objects.get_or_create(project=project, year=year)
        before = _said(target.objective, saved_indicators(target), year)
        target.objective = objective
        target.save(update_fields=["objective"])
        target.indicators.all().delete()
        TargetIndicator.objects.bulk_create(
            TargetIndicator(target=target, position=position, **{name: getattr(one, name) or "" for name in TITLES})
            for position, one in enumerate(found)
        )
        after = _said(objective, found, year)
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        _tell(
            scope,
            project,
            "project.saved",
            {name: before.get(name, "—") for name in names},
            {name: after.get(name, "—") for name in names},
        )
    return version + 1


def _said(objective: str, found: Sequence[model.Indicator], year: int) -> dict[str, str]:
    said = {f"{year}年绩效目标": objective} if objective else {}
    return said | {
        f"{year}年 {one.level2 or ''} {one.name or ''}".strip(): f"{one.value or ''}（权重 {one.weight or '—'}）"
        for one in found
    }


def take_version(project: Project, version: int) -> None:
    """Take the next version and hold the row. Raises :class:`StaleError`."""
    if not Project.objects.filter(pk=project.pk, version=version).update(version=F("version") + 1):
        raise StaleError(_("这个项目在您打开之后已被别人改动，没有保存，以免盖掉别人的工作。请看过最新内容再改。"))
    fresh = Project.objects.get(pk=project.pk)
    project.state, project.version = fresh.state, fresh.version


def _change(scope: Scope, project: Project, version: int) -> None:
    """Take the version for a change; what is stored is drafted again."""
    take_version(project, version)
    if not can_edit(scope, project):
        raise RefusedError(_("这个项目现在不能修改。"))
    if project.state == State.STORED:
        project.state = State.DRAFT
        project.save(update_fields=["state"])


def change_facts(
    scope: Scope, project: Project, version: int, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    """Save the project's own facts, already set on it. Raises as :func:`take`."""
    with transaction.atomic():
        _change(scope, project, version)
        project.save()
        different = [name for name in after if before.get(name) != after[name]]
        told = {name: before.get(name, "") for name in different}, {name: after[name] for name in different}
        _tell(scope, project, "project.saved", *told)


def _tell(scope: Scope, project: Project, action: str, before: Mapping[str, Said], after: Mapping[str, Said]) -> None:
    record(scope.user, action, project, office=project.unit, before=before, after=after)
