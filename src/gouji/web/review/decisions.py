"""What may be said to a finding and done with a document, by whom and when: guards, then one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouji.errors import GoujiError
from gouji.web.accounts.models import User
from gouji.web.accounts.rights import Right, Role
from gouji.web.accounts.scope import Scope
from gouji.web.journal.log import record
from gouji.web.organisation.models import Office
from gouji.web.review.models import Decision, Document, Finding, Opinion, State, enqueue
from gouji.web.review.processing import GRAVE

LONGEST_WAIVER = timedelta(days=366)
_DRAFTING = frozenset({Role.DRAFTER, Role.DEPARTMENT, Role.PUBLISHER})


class RefusedError(GoujiError):
    """Somebody may not do this, or not now; the message says why."""


class Standing(Enum):
    """Where a finding stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    ASKED = "asked"
    WAIVED = "waived"
    EXPIRED = "expired"

    @property
    def label(self) -> str | Promise:
        """For people."""
        return _STANDINGS[self]


_STANDINGS: dict[Standing, str | Promise] = {
    Standing.OPEN: gettext_lazy("未处理"),
    Standing.ACCEPTED: gettext_lazy("已认定"),
    Standing.ASKED: gettext_lazy("申请豁免，待批准"),
    Standing.WAIVED: gettext_lazy("已豁免"),
    Standing.EXPIRED: gettext_lazy("豁免已到期"),
}


@dataclass(frozen=True, slots=True)
class Position:
    """Where a finding stands, by which decision; ``asked`` is the request of a waiver."""

    standing: Standing
    by: Decision | None = None
    asked: Decision | None = None


def position(finding: Finding, today: date) -> Position:
    """Where the finding stands today: what was said last counts, a comment changes nothing."""
    now = Position(Standing.OPEN)
    for decision in finding.decisions.all():
        match decision.opinion:
            case Opinion.ACCEPTED:
                now = Position(Standing.ACCEPTED, decision)
            case Opinion.WAIVER_ASKED:
                now = Position(Standing.ASKED, decision, decision)
            case Opinion.WAIVED:
                standing = Standing.WAIVED if decision.holds(today) else Standing.EXPIRED
                now = Position(standing, decision, now.asked)
            case Opinion.WAIVER_DENIED | Opinion.REOPENED:
                now = Position(Standing.OPEN)
    return now


def open_errors(document: Document) -> int:
    """How many errors of the document are not waived."""
    today = timezone.localdate()
    grave = document.findings.filter(level=GRAVE).prefetch_related("decisions")
    return sum(position(finding, today).standing is not Standing.WAIVED for finding in grave)


def possible(scope: Scope, finding: Finding, now: Position) -> frozenset[Opinion]:
    """What the person may say to the finding now."""
    document = finding.document
    if not document.is_checked:
        return frozenset()
    may: set[Opinion] = set()
    if scope.covers(Right.COMMENT, document.office):
        may.add(Opinion.COMMENTED)
    if document.state == State.PASSED:
        return frozenset(may)
    if scope.covers(Right.DECIDE, document.office):
        if now.standing in {Standing.OPEN, Standing.EXPIRED}:
            may |= {Opinion.ACCEPTED, Opinion.WAIVER_ASKED}
        else:
            may.add(Opinion.REOPENED)
    asked_by_another = now.by is not None and now.by.by_id != scope.user.pk
    if now.standing is Standing.ASKED and asked_by_another and scope.covers(Right.APPROVE_WAIVER, document.office):
        may |= {Opinion.WAIVED, Opinion.WAIVER_DENIED}
    return frozenset(may)


def decide(scope: Scope, finding: Finding, opinion: Opinion, text: str, expires: date | None, version: int) -> Decision:
    """Say something to a finding. Raises :class:`RefusedError`, changing nothing, where the person may not, where a
    reason or date is missing, or where somebody else was quicker (``version`` is what the person saw)."""
    text = text.strip()
    with transaction.atomic():
        if not Finding.objects.filter(pk=finding.pk, version=version).update(version=F("version") + 1):
            raise RefusedError(_("这条问题刚被别人处理过，请看过最新情况后再提交。"))
        now = position(finding, timezone.localdate())
        if opinion not in possible(scope, finding, now):
            raise RefusedError(_("您不能对这条问题作这一处理，或它的状态已经改变。"))
        if opinion not in {Opinion.ACCEPTED, Opinion.WAIVED} and not text:
            raise RefusedError(_("请写明理由或意见。"))
        if opinion is Opinion.WAIVER_ASKED:
            _check_expiry(expires)
        elif opinion is Opinion.WAIVED:
            expires = now.asked.expires if now.asked else None
        else:
            expires = None
        assert isinstance(scope.user, User)
        decision = Decision.objects.create(finding=finding, opinion=opinion, text=text, expires=expires, by=scope.user)
        record(
            scope.user,
            f"finding.{opinion.value}",
            finding.document,
            office=finding.document.office,
            before={"finding": finding, "standing": now.standing.label},
            after={"text": text, "expires": expires.isoformat() if expires else None},
        )
    return decision


def _check_expiry(expires: date | None) -> None:
    today = timezone.localdate()
    if expires is None or not today <= expires <= today + LONGEST_WAIVER:
        raise RefusedError(_("豁免须写明到期日，从今天起不超过一年。"))


def why_not_pass(scope: Scope, document: Document) -> str | None:
    """Why the person cannot pass the document now; None when they can."""
    if not scope.covers(Right.PASS, document.office):
        return _("只有财政业务人员可以审核通过。")
    if document.state != State.CHECKED:
        return _("只有待审核的文件可以通过。")
    if document.uploaded_by_id == scope.user.pk and scope.roles & _DRAFTING:
        return _("自己报送的文件须由他人审核。")
    if (left := open_errors(document)) > 0:
        return _("还有 %d 处错误没有豁免，须退回更正或批准豁免后才能通过。") % left
    return None


def why_not_return(scope: Scope, document: Document) -> str | None:
    """Why the person cannot send the document back now; None when they can."""
    if not scope.covers(Right.DECIDE, document.office):
        return _("您不能退回这份文件。")
    return None if document.state == State.CHECKED else _("只有待审核的文件可以退回。")


def pass_document(scope: Scope, document: Document, version: int) -> None:
    """The document is in order. Raises :class:`RefusedError`."""
    _move(scope, document, version, State.PASSED, "document.passed", "")


def return_document(scope: Scope, document: Document, version: int, text: str) -> None:
    """Send the document back with a word why. Raises :class:`RefusedError`."""
    if not text.strip():
        raise RefusedError(_("请写明退回的理由和需要更正的地方。"))
    _move(scope, document, version, State.RETURNED, "document.returned", text.strip())


def check_again(scope: Scope, document: Document) -> None:
    """Have a document that is not passed checked once more. Raises :class:`RefusedError`."""
    if document.state == State.PASSED or not scope.covers(Right.DECIDE, document.office):
        raise RefusedError(_("这份文件不能重新核对。"))
    with transaction.atomic():
        Document.objects.filter(pk=document.pk).update(state=State.WAITING, version=F("version") + 1)
        enqueue(document)
        record(scope.user, "document.again", document, office=document.office)


def try_again(user: User, document: Document) -> None:
    """Have a document that could not be checked checked once more. Raises :class:`RefusedError`."""
    with transaction.atomic():
        failed = Document.objects.filter(pk=document.pk, state=State.FAILED)
        if not failed.update(state=State.WAITING, problem="", version=F("version") + 1):
            raise RefusedError(_("这份文件已经重新核对过。"))
        enqueue(document)
        record(user, "document.again", document, office=document.office)


def assign(scope: Scope, document: Document, office: Office) -> None:
    """Say whose document it is. Raises :class:`RefusedError` where the person may not for either office, where it is
    passed already, or where that office has the same file."""
    allowed = scope.covers(Right.DECIDE, document.office) and scope.covers(Right.DECIDE, office)
    if not allowed or document.state == State.PASSED:
        raise RefusedError(_("这份文件不能归到那里。"))
    if office.documents.filter(sha256=document.sha256).exclude(pk=document.pk).exists():
        raise RefusedError(_("那里已经有同一份文件。"))
    with transaction.atomic():
        before = document.office
        document.office = office
        document.save(update_fields=["office"])
        record(
            scope.user,
            "document.moved",
            document,
            office=office,
            before={"office": before.name},
            after={"office": office.name},
        )


def _move(scope: Scope, document: Document, version: int, to: State, action: str, text: str) -> None:
    why_not = why_not_pass if to is State.PASSED else why_not_return
    with transaction.atomic():
        moved = Document.objects.filter(pk=document.pk, version=version).update(state=to, version=F("version") + 1)
        if not moved:
            raise RefusedError(_("这份文件刚被别人处理过，请看过最新情况后再提交。"))
        if (reason := why_not(scope, document)) is not None:
            raise RefusedError(reason)
        record(
            scope.user,
            action,
            document,
            office=document.office,
            before={"state": State(document.state).label},
            after={"state": to.label, "text": text},
        )
