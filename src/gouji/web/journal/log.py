"""Writing the log, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from gouji.web.accounts.models import User
from gouji.web.journal.models import Event
from gouji.web.organisation.models import Office

ACTIONS = {
    "login": _("登录"),
    "logout": _("退出"),
    "login.failed": _("登录失败"),
    "login.locked": _("账号被锁定"),
    "refused": _("越权访问被拒绝"),
    "account.created": _("新建账号"),
    "account.changed": _("修改账号"),
    "account.password": _("重置密码"),
    "password.changed": _("修改密码"),
    "office.created": _("新增机构"),
    "office.changed": _("修改机构"),
    "document.uploaded": _("上传文件"),
    "document.checked": _("核对完成"),
    "document.failed": _("核对失败"),
    "document.again": _("重新核对"),
    "document.returned": _("退回文件"),
    "document.passed": _("审核通过"),
    "upload.refused": _("上传被拒绝"),
    "finding.accepted": _("认定问题"),
    "finding.commented": _("发表意见"),
    "finding.waiver_asked": _("申请豁免"),
    "finding.waived": _("批准豁免"),
    "finding.waiver_denied": _("不同意豁免"),
    "finding.reopened": _("重新打开"),
}


def record(
    user: User | AnonymousUser | None,
    action: str,
    subject: Model | None = None,
    *,
    office: Office | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Event:
    """Write one event, in the transaction of what it tells of."""
    assert action in ACTIONS, action
    return Event.objects.create(
        user=user if isinstance(user, User) else None,
        action=action,
        subject=f"{subject._meta.model_name}:{subject.pk}" if subject is not None else "",
        label=str(subject)[:200] if subject is not None else "",
        office=office,
        before=dict(before) if before else None,
        after=dict(after) if after else None,
    )


def action_name(action: str) -> str:
    """An action in Chinese."""
    return str(ACTIONS.get(action, action))
