"""What a person reads when something is refused, missing or broken."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

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


class Unasked:
    """The middleware that gives a page to 405, which views leave blank: people come upon it by a browser's reload."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, never a blank one."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = unasked(request)
        page.headers["Allow"] = response.headers["Allow"]
        return page


def unasked(request: HttpRequest) -> HttpResponse:
    """405: an address to which something is sent, asked for as if it were a page, or the other way round."""
    text = _("这个地址不能这样打开，没有作任何改动。请返回上一页，或从工作台进入。")
    return _page(request, 405, _("打不开"), text)


def malformed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; also for a host name that this server does not answer to, so nothing is said that needs a host."""
    text = _("请求不完整或不合格式，没有作任何改动。")
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")


def crowded(request: HttpRequest) -> HttpResponse:
    """429: too many failures from one address."""
    text = _("这个网络地址在短时间内登录失败的次数太多，请过一刻钟再试；如果不是您或同事输错，请告诉系统管理员。")
    return _page(request, 429, _("暂时不能登录"), text)


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    text = _("程序出了错，您的操作没有保存。请返回重试；如果仍然如此，请告诉系统维护人员。")
    return _page(request, 500, _("出错了"), text)


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "base/error.html", {"title": title, "text": text}, status=status)
