"""Writing the log, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gouji.web.accounts.models import User
from gouji.web.base.language import in_chinese
from gouji.web.journal.models import Event
from gouji.web.organisation.models import Office

_BATCH = 500

ACTIONS = {
    "login": pgettext_lazy("event", "登录"),
    "logout": pgettext_lazy("event", "退出"),
    "login.failed": pgettext_lazy("event", "登录失败"),
    "login.locked": pgettext_lazy("event", "账号被锁定"),
    "refused": pgettext_lazy("event", "越权访问被拒绝"),
    "account.created": pgettext_lazy("event", "新建账号"),
    "account.changed": pgettext_lazy("event", "修改账号"),
    "account.tied": pgettext_lazy("event", "账号与统一身份认证对应"),
    "account.password": pgettext_lazy("event", "重置密码"),
    "password.changed": pgettext_lazy("event", "修改密码"),
    "office.created": pgettext_lazy("event", "新增机构"),
    "office.changed": pgettext_lazy("event", "修改机构"),
    "office.staff": pgettext_lazy("event", "修改人员数"),
    "offices.imported": pgettext_lazy("event", "导入机构"),
    "import.asked": pgettext_lazy("event", "上传机构表"),
    "import.read": pgettext_lazy("event", "机构表已比对"),
    "import.confirmed": pgettext_lazy("event", "确认导入机构"),
    "import.cancelled": pgettext_lazy("event", "取消导入机构"),
    "import.failed": pgettext_lazy("event", "机构没有导入"),
    "import.again": pgettext_lazy("event", "重新比对机构表"),
    "document.uploaded": pgettext_lazy("event", "上传文件"),
    "document.checked": pgettext_lazy("event", "核对完成"),
    "document.failed": pgettext_lazy("event", "核对失败"),
    "document.again": pgettext_lazy("event", "重新核对"),
    "document.returned": pgettext_lazy("event", "退回文件"),
    "document.passed": pgettext_lazy("event", "审核通过"),
    "upload.refused": pgettext_lazy("event", "上传被拒绝"),
    "document.moved": pgettext_lazy("event", "归到部门"),
    "cycle.opened": pgettext_lazy("event", "开始年度编制"),
    "budget.saved": pgettext_lazy("event", "保存预算"),
    "budget.ceilings": pgettext_lazy("event", "填写控制数"),
    "budget.submit": pgettext_lazy("event", "提交预算"),
    "budget.agree": pgettext_lazy("event", "单位审核同意"),
    "budget.forward": pgettext_lazy("event", "部门审核同意"),
    "budget.allot": pgettext_lazy("event", "下达控制数"),
    "budget.approve": pgettext_lazy("event", "批复预算"),
    "budget.return": pgettext_lazy("event", "退回预算"),
    "budget.issue": pgettext_lazy("event", "批复到单位"),
    "budget.explained": pgettext_lazy("event", "说明基本支出"),
    "budget.remark": pgettext_lazy("event", "批注预算"),
    "budget.answer": pgettext_lazy("event", "答复批注"),
    "cycle.terms": pgettext_lazy("event", "设定期限"),
    "standard.set": pgettext_lazy("event", "制定标准"),
    "standard.ended": pgettext_lazy("event", "停用标准"),
    "adjustment.asked": pgettext_lazy("event", "申请调整预算"),
    "adjustment.saved": pgettext_lazy("event", "修改调整"),
    "adjustment.submit": pgettext_lazy("event", "提交调整"),
    "adjustment.agree": pgettext_lazy("event", "单位同意调整"),
    "adjustment.forward": pgettext_lazy("event", "部门同意调整"),
    "adjustment.approve": pgettext_lazy("event", "批复调整"),
    "adjustment.return": pgettext_lazy("event", "退回调整"),
    "adjustment.withdraw": pgettext_lazy("event", "撤回调整"),
    "project.created": pgettext_lazy("event", "新建项目"),
    "project.saved": pgettext_lazy("event", "修改项目"),
    "project.offer": pgettext_lazy("event", "申请入库"),
    "project.store": pgettext_lazy("event", "同意入库"),
    "project.return": pgettext_lazy("event", "退回项目"),
    "project.close": pgettext_lazy("event", "终止项目"),
    "project.reopen": pgettext_lazy("event", "重新编制项目"),
    "project.monitored": pgettext_lazy("event", "填报绩效监控"),
    "evaluation.begun": pgettext_lazy("event", "开始绩效自评"),
    "evaluation.saved": pgettext_lazy("event", "填写绩效自评"),
    "evaluation.offer": pgettext_lazy("event", "提交绩效自评"),
    "evaluation.accept": pgettext_lazy("event", "审定绩效自评"),
    "evaluation.return": pgettext_lazy("event", "退回绩效自评"),
    "evaluation.reopen": pgettext_lazy("event", "撤回绩效自评的审定"),
    "theme.saved": pgettext_lazy("event", "维护一级项目"),
    "notes.saved": pgettext_lazy("event", "保存公开说明"),
    "publication.asked": pgettext_lazy("event", "申请公开"),
    "publication.published": pgettext_lazy("event", "予以公开"),
    "publication.withdrawn": pgettext_lazy("event", "撤回公开"),
    "publication.refused": pgettext_lazy("event", "没有通过公开前的核对"),
    "finding.accepted": pgettext_lazy("event", "认定问题"),
    "finding.commented": pgettext_lazy("event", "发表意见"),
    "finding.waiver_asked": pgettext_lazy("event", "申请豁免"),
    "finding.waived": pgettext_lazy("event", "批准豁免"),
    "finding.waiver_denied": pgettext_lazy("event", "不同意豁免"),
    "finding.reopened": pgettext_lazy("event", "重新打开"),
}

FACTS = {
    "verdict": _("结论"),
    "errors": _("错误"),
    "proved": _("金额证实（千分）"),
    "file": _("文件"),
    "sha256": _("文件摘要"),
    "problem": _("原因"),
    "path": _("地址"),
    "method": _("方式"),
    "right": _("权限"),
    "object": _("对象"),
    "username": _("用户名"),
    "name": _("名称"),
    "is_active": _("可以登录"),
    "role": _("角色"),
    "state": _("状态"),
    "stage": _("阶段"),
    "text": _("意见"),
    "finding": pgettext_lazy("finding", "问题"),
    "standing": _("处理情况"),
    "expires": _("到期"),
    "office": _("机构"),
    "code": _("编码"),
    "kind": _("性质"),
    "division": _("处室"),
    "parent": _("上级编码"),
    "new": _("新增"),
    "moved": _("改变隶属"),
    "ended": _("撤销"),
    "changed": pgettext_lazy("count", "修改"),
    "same": _("不变"),
    "wrong": _("有错"),
    "active_staff": _("在职人数"),
    "retired_staff": _("离退休人数"),
    "valid_from": _("起始日期"),
    "valid_until": _("截止日期"),
    "as_of": _("截至日期"),
    "paid": _("累计执行（元）"),
    "light": _("灯"),
    "congress_on": _("人代会批准日期"),
    "staff_as_of": _("人员数截至日期"),
    "purpose": _("设立依据"),
    "year": _("年度"),
    "request_due": _("一上截止"),
    "draft_due": _("二上截止"),
    "budgets": _("单位数"),
    "number": _("版次"),
    "project": _("项目"),
    "template": _("模板"),
    "functions": _("主要职责"),
    "institutions": _("内设机构"),
    "reasons": _("增减原因"),
    "assets": _("国有资产"),
    "last_year_name": _("上年预算文件"),
    "basis": _("依据"),
    "note": _("编报说明"),
    "economic": _("科目"),
    "per_head_fen": _("每人每年（分）"),
    "applies": _("适用"),
    # As the first release wrote them.
    "依据": _("依据"),
    "科目": _("科目"),
    "每人每年（分）": _("每人每年（分）"),
    "适用": _("适用"),
    "对象": _("对象"),
    "新增": pgettext_lazy("count", "新增"),
    "修改": pgettext_lazy("count", "修改"),
}
"""Names in ``before`` and ``after``; a name that is none of these is Chinese already."""


def record(
    user: User | AnonymousUser | None,
    action: str,
    subject: Model | None = None,
    *,
    office: Office | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Event:
    """Write one event, in the transaction of what it tells of; in Chinese, whatever language the person reads. Words
    of the interface come as lazy texts (``gettext_lazy``, a choice's ``label``)."""
    written = event(user, action, subject, office=office, before=before, after=after)
    written.save()
    return written


def record_all(events: Iterable[Event]) -> None:
    """Write many at once, in the transaction of what they tell of."""
    Event.objects.bulk_create(events, _BATCH)


def event(
    user: User | AnonymousUser | None,
    action: str,
    subject: Model | None = None,
    *,
    office: Office | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Event:
    """An event to be written."""
    assert action in ACTIONS, action
    with in_chinese():
        return Event(
            user=user if isinstance(user, User) else None,
            action=action,
            subject=f"{subject._meta.model_name}:{subject.pk}" if subject is not None else "",
            label=str(subject)[:200] if subject is not None else "",
            office=office,
            before=_said(before),
            after=_said(after),
        )


def _said(facts: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Only what says something; models, lazy texts and errors as they are called in the language of the moment."""
    told = {
        name: str(value) if isinstance(value, Promise | Model | Exception) else value
        for name, value in (facts or {}).items()
    }
    return {name: value for name, value in told.items() if value not in (None, "")} or None


def action_name(action: str) -> str:
    """An action, for people."""
    return str(ACTIONS.get(action, action))
