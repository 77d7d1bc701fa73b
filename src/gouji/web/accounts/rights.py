"""The one table of rights. Every page names the right it needs; the page of documentation and the tests are made of it.

A right holds for an office and everything below it: that of the assignment which gave the role.
"""

from __future__ import annotations

from enum import Enum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in an office."""

    DRAFTER = "drafter", _("单位经办人")
    HEAD = "head", _("单位负责人")
    DEPARTMENT = "department", _("部门财务")
    FINANCE = "finance", _("财政业务人员")
    PUBLISHER = "publisher", _("公开经办人")
    AUDITOR = "auditor", _("审计人员")
    ADMINISTRATOR = "administrator", _("系统管理员")


class Right(Enum):
    """What can be done; the value is stable and stands in the log."""

    READ_DOCUMENTS = "documents.read"
    UPLOAD = "documents.upload"
    COMMENT = "findings.comment"
    DECIDE = "findings.decide"
    APPROVE_WAIVER = "waivers.approve"
    PASS = "documents.pass"
    READ_BUDGETS = "budgets.read"
    SUM_BUDGETS = "budgets.sum"
    MOVE_BUDGETS = "budgets.move"
    DRAFT = "budgets.draft"
    AGREE_UNIT = "budgets.agree_unit"
    AGREE_DEPARTMENT = "budgets.agree_department"
    ALLOT = "budgets.allot"
    APPROVE = "budgets.approve"
    REMARK = "budgets.remark"
    OPEN_CYCLE = "cycles.open"
    SET_STANDARDS = "standards.set"
    EDIT_PROJECTS = "projects.edit"
    STORE_PROJECTS = "projects.store"
    MOVE_PROJECTS = "projects.move"
    EDIT_THEMES = "themes.edit"
    MONITOR = "projects.monitor"
    EVALUATE = "evaluations.edit"
    ACCEPT_EVALUATIONS = "evaluations.accept"
    MOVE_EVALUATIONS = "evaluations.move"
    READ_PUBLICATIONS = "publications.read"
    PUBLISH = "publications.publish"
    READ_OFFICES = "offices.read"
    EDIT_OFFICES = "offices.edit"
    READ_IMPORTS = "imports.read"
    EDIT_STAFF = "staff.edit"
    READ_QUEUE = "queue.read"
    RETRY = "queue.retry"
    READ_LOG = "log.read"
    MANAGE_ACCOUNTS = "accounts.manage"

    @property
    def label(self) -> str | Promise:
        """In Chinese."""
        return _LABELS[self]


_LABELS: dict[Right, str | Promise] = {
    Right.READ_DOCUMENTS: _("查看公开文件及核对结果"),
    Right.UPLOAD: _("上传公开文件"),
    Right.COMMENT: _("对问题发表意见"),
    Right.DECIDE: _("认定问题、申请豁免、退回文件"),
    Right.APPROVE_WAIVER: _("批准他人申请的豁免"),
    Right.PASS: _("文件审核通过"),
    Right.READ_BUDGETS: _("查看预算"),
    Right.SUM_BUDGETS: _("查看部门预算汇总"),
    Right.MOVE_BUDGETS: _("提交、同意或退回预算（各按下列权限）"),
    Right.DRAFT: _("编制单位预算"),
    Right.AGREE_UNIT: _("单位审核"),
    Right.AGREE_DEPARTMENT: _("部门审核"),
    Right.ALLOT: _("下达控制数"),
    Right.APPROVE: _("批复预算"),
    Right.REMARK: _("在预算明细上写批注"),
    Right.OPEN_CYCLE: _("开始年度预算编制、设定期限"),
    Right.SET_STANDARDS: _("制定基本支出标准"),
    Right.EDIT_PROJECTS: _("编制项目、申请入库"),
    Right.STORE_PROJECTS: _("项目入库审核"),
    Right.MOVE_PROJECTS: _("项目申请入库、入库或退回（各按上列权限）"),
    Right.EDIT_THEMES: _("维护一级项目"),
    Right.MONITOR: _("填报绩效监控"),
    Right.EVALUATE: _("填写绩效自评"),
    Right.ACCEPT_EVALUATIONS: _("审定绩效自评"),
    Right.MOVE_EVALUATIONS: _("提交、审定或退回绩效自评（各按上列权限）"),
    Right.READ_PUBLICATIONS: _("查看预算公开情况"),
    Right.PUBLISH: _("编写公开说明、公开部门预算"),
    Right.READ_OFFICES: _("查看机构"),
    Right.EDIT_OFFICES: _("维护机构"),
    Right.READ_IMPORTS: _("查看机构导入"),
    Right.EDIT_STAFF: _("维护单位人员数"),
    Right.READ_QUEUE: _("查看后台任务"),
    Right.RETRY: _("重试后台任务"),
    Right.READ_LOG: _("查看操作日志"),
    Right.MANAGE_ACCOUNTS: _("管理账号"),
}

_D, _H, _T, _F, _P, _A, _M = Role
_WORKING = frozenset({_D, _H, _T, _F, _P})

RIGHTS: dict[Right, frozenset[Role]] = {
    Right.READ_DOCUMENTS: _WORKING | {_A},
    Right.UPLOAD: frozenset({_D, _T, _F, _P}),
    Right.COMMENT: frozenset({_D, _H, _T, _F}),
    Right.DECIDE: frozenset({_T, _F}),
    Right.APPROVE_WAIVER: frozenset({_F}),
    Right.PASS: frozenset({_F}),
    Right.READ_BUDGETS: _WORKING | {_A},
    Right.SUM_BUDGETS: frozenset({_T, _F, _P, _A}),
    Right.MOVE_BUDGETS: frozenset({_D, _H, _T, _F}),
    Right.DRAFT: frozenset({_D}),
    Right.AGREE_UNIT: frozenset({_H}),
    Right.AGREE_DEPARTMENT: frozenset({_T}),
    Right.ALLOT: frozenset({_F}),
    Right.APPROVE: frozenset({_F}),
    Right.REMARK: frozenset({_H, _T, _F}),
    Right.OPEN_CYCLE: frozenset({_F}),
    Right.SET_STANDARDS: frozenset({_F}),
    Right.EDIT_PROJECTS: frozenset({_D}),
    Right.STORE_PROJECTS: frozenset({_T}),
    Right.MOVE_PROJECTS: frozenset({_D, _T}),
    Right.EDIT_THEMES: frozenset({_T}),
    Right.MONITOR: frozenset({_D}),
    Right.EVALUATE: frozenset({_D}),
    Right.ACCEPT_EVALUATIONS: frozenset({_T}),
    Right.MOVE_EVALUATIONS: frozenset({_D, _T}),
    Right.READ_PUBLICATIONS: _WORKING | {_A},
    Right.PUBLISH: frozenset({_P}),
    Right.READ_OFFICES: _WORKING | {_A, _M},
    Right.EDIT_OFFICES: frozenset({_F}),
    Right.READ_IMPORTS: frozenset({_F, _A}),
    Right.EDIT_STAFF: frozenset({_T, _F}),
    Right.READ_QUEUE: frozenset({_F, _A, _M}),
    Right.RETRY: frozenset({_F, _M}),
    Right.READ_LOG: frozenset({_A}),
    Right.MANAGE_ACCOUNTS: frozenset({_M}),
}
"""Right → the roles that have it."""

READING = frozenset(
    {
        *(Right.READ_DOCUMENTS, Right.READ_BUDGETS, Right.READ_PUBLICATIONS, Right.READ_OFFICES, Right.SUM_BUDGETS),
        *(Right.READ_IMPORTS, Right.READ_QUEUE, Right.READ_LOG),
    }
)
"""The rights that change nothing: an auditor has no other."""
