"""Logging in, one's own password, and the administrator's pages."""

from __future__ import annotations

from typing import Any

from axes.utils import reset
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gouji.web.accounts.forms import AssignmentForm, LoginForm, UserForm
from gouji.web.accounts.gate import PUBLIC, Request, for_everyone_logged_in, needs
from gouji.web.accounts.logins import failures_from
from gouji.web.accounts.models import Assignment, User
from gouji.web.accounts.passwords import random_password
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.errors import crowded
from gouji.web.journal.log import record

_PAGE = 50
_WRONG = "wrong_passwords"


class Login(auth.LoginView):
    """The login page."""

    admits = PUBLIC
    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Log in; not from an address from which very many have failed, under whatever names."""
        if failures_from(request) >= settings.FAILURES_OF_AN_ADDRESS:
            record(None, "login.failed", after={"problem": "address", "path": request.path})
            return crowded(request)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the provider of single sign-on, where there is one."""
        return super().get_context_data(**kwargs) | {"provider": settings.PROVIDER}


class Logout(auth.LogoutView):
    """Leaving, by POST only."""

    admits = PUBLIC


@for_everyone_logged_in
@require_http_methods(["GET", "POST"])
def password(request: Request) -> HttpResponse:
    """Change one's own password; a forced change does not ask for the old one again, it was typed a moment ago."""
    form_class: Any = SetPasswordForm if request.user.must_change_password else PasswordChangeForm
    form = form_class(request.user, request.POST or None)
    if request.method == "POST" and "old_password" in form.errors and _wrong_password(request):
        return redirect("login")
    if request.method == "POST" and form.is_valid():
        if request.user.check_password(form.cleaned_data["new_password1"]):
            form.add_error("new_password1", _("新密码不能与原密码相同。"))
        else:
            with transaction.atomic():
                user = form.save(commit=False)
                user.must_change_password = False
                user.save()
                record(user, "password.changed")
            update_session_auth_hash(request, user)
            messages.success(request, _("密码已修改。"))
            return redirect("desk")
    return render(request, "accounts/password.html", {"form": form, "forced": request.user.must_change_password})


def _wrong_password(request: Request) -> bool:
    """Somebody at another's screen guesses the password: after a few wrong ones they are out."""
    wrong = int(request.session.get(_WRONG, 0)) + 1
    request.session[_WRONG] = wrong
    record(request.user, "refused", after={"path": request.path, "problem": gettext_lazy("密码不对")})
    if wrong < settings.AXES_FAILURE_LIMIT:
        return False
    logout(request)
    return True


def manageable(scope: Scope) -> QuerySet[User]:
    """The users an administrator manages: all of whose assignments lie in the administrator's own subtrees; never the
    administrator, whose rights are somebody else's business."""
    outside = Assignment.objects.exclude(office__in=scope.offices(Right.MANAGE_ACCOUNTS))
    return User.objects.exclude(pk=scope.user.pk or 0).exclude(assignments__in=outside)


def _managed(request: Request, pk: int) -> User:
    found = manageable(request.scope).filter(pk=pk).first()
    if found is None:
        record(request.user, "refused", after={"right": Right.MANAGE_ACCOUNTS.value, "object": f"user:{pk}"})
        raise Http404
    return found


@needs(Right.MANAGE_ACCOUNTS)
@require_GET
def accounts(request: Request) -> HttpResponse:
    """All accounts one manages."""
    words = request.GET.get("q", "")
    found = manageable(request.scope).prefetch_related("assignments__office").order_by("username")
    if words:
        found = found.filter(Q(username__icontains=words) | Q(name__icontains=words)).distinct()
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/accounts.html", {"page": page, "words": words})


@needs(Right.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def new_account(request: Request) -> HttpResponse:
    """A new account with a first role; its password is shown once."""
    form = UserForm(request.POST or None, initial={"is_active": True})
    first = AssignmentForm(request.scope, request.POST or None)
    if request.method == "POST" and form.is_valid() and first.is_valid():
        drawn = random_password()
        with transaction.atomic():
            user = form.save(commit=False)
            user.set_password(drawn)
            user.must_change_password = True
            user.save()
            first.instance.user = user
            assignment = first.save()
            record(request.user, "account.created", user, office=assignment.office, after={"role": assignment})
        return render(request, "accounts/new_password.html", {"account": user, "drawn": drawn})
    return render(request, "accounts/account.html", {"form": form, "first": first, "account": None})


@needs(Right.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def account(request: Request, pk: int) -> HttpResponse:
    """One account: name, whether it may log in, and its roles."""
    user = _managed(request, pk)
    before = {"username": user.username, "name": user.name, "is_active": user.is_active}
    form = UserForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            after = {"username": user.username, "name": user.name, "is_active": user.is_active}
            record(request.user, "account.changed", user, before=before, after=after)
        messages.success(request, _("已保存。"))
        return redirect("account", pk)
    context = {
        "form": form,
        "account": user,
        "assignments": user.assignments.select_related("office"),
        "assignment": AssignmentForm(request.scope),
    }
    return render(request, "accounts/account.html", context)


@needs(Right.MANAGE_ACCOUNTS)
@require_POST
def assign(request: Request, pk: int) -> HttpResponse:
    """Give the account a role."""
    user = _managed(request, pk)
    form = AssignmentForm(request.scope, request.POST)
    if not form.is_valid():
        messages.error(request, _("请选择角色和机构。"))
        return redirect("account", pk)
    form.instance.user = user
    try:
        with transaction.atomic():
            given = form.save()
            record(request.user, "account.changed", user, office=given.office, after={"role": given})
    except IntegrityError:
        messages.info(request, _("这个账号已经有这一角色。"))
    return redirect("account", pk)


@needs(Right.MANAGE_ACCOUNTS)
@require_POST
def withdraw(request: Request, pk: int, assignment: int) -> HttpResponse:
    """Take a role away; the last one stays, an account without any would be nobody's: it can be closed instead."""
    user = _managed(request, pk)
    given = user.assignments.select_related("office").filter(pk=assignment).first()
    if given is None:
        raise Http404
    if user.assignments.count() == 1:
        messages.error(request, _("至少保留一个角色；不再使用的账号请取消“可以登录”。"))
        return redirect("account", pk)
    with transaction.atomic():
        record(request.user, "account.changed", user, office=given.office, before={"role": given})
        given.delete()
    return redirect("account", pk)


@needs(Right.MANAGE_ACCOUNTS)
@require_POST
def reset_password(request: Request, pk: int) -> HttpResponse:
    """A new random password, shown once; a locked account is open again."""
    user = _managed(request, pk)
    if not request.user.check_password(request.POST.get("own_password", "")):
        if _wrong_password(request):
            return redirect("login")
        messages.error(request, _("您自己的密码不对，没有重置。"))
        return redirect("account", pk)
    if not user.is_active:
        raise PermissionDenied
    drawn = random_password()
    with transaction.atomic():
        user.set_password(drawn)
        user.must_change_password = True
        user.save()
        record(request.user, "account.password", user)
    reset(username=user.username)
    return render(request, "accounts/new_password.html", {"account": user, "drawn": drawn})
