"""What a person reads when something is refused, missing or broken."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    text = _("您的账号没有这项权限。这次访问已记入日志；如工作需要，请与系统管理员联系。")
    return _page(request, 403, _("没有权限"), text)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that this site did not hand out, or long ago."""
    text = _("表单已过期或不是本站发出的，没有作任何改动。请返回上一页，刷新后重新提交。")
    return _page(request, 403, _("没有提交成功"), text)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; also for what exists but is none of the person's business."""
    text = _("没有这个页面，或者它不在您负责的范围内。")
    return _page(request, 404, _("找不到"), text)


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    text = _("程序出了错，您的操作没有保存。请返回重试；如果仍然如此，请告诉系统维护人员。")
    return _page(request, 500, _("出错了"), text)


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "base/error.html", {"title": title, "text": text}, status=status)
