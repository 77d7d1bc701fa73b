"""Single sign-on by OpenID Connect, where the installation is told a provider: the authorization code flow with PKCE.

Nobody gets an account by it: an administrator makes accounts as ever, and who comes from the provider is the account
whose user name the claim says. The first time the account is tied to the provider's own identifier of the person, so
that a user name given to somebody else there later opens nothing here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from gouji.web.accounts.gate import BY_PROVIDER, public
from gouji.web.accounts.models import User
from gouji.web.config import Provider
from gouji.web.journal.log import record

_NEXT = "after_login"
_BACKEND = "django.contrib.auth.backends.ModelBackend"
_SECONDS = 10
CALLED = gettext_noop("统一身份认证")
"""What :class:`Provider` is called where the installation does not say; here, to have its English."""


def _provider() -> Provider:
    found: Provider | None = settings.PROVIDER
    if found is None:
        raise Http404
    return found


@lru_cache(maxsize=1)
def _client(provider: Provider) -> Any:
    """The client of the provider; what it says of itself is asked for at the first log-in."""
    from authlib.integrations.django_client import OAuth

    kwargs = {"scope": "openid profile", "code_challenge_method": "S256", "timeout": _SECONDS}
    return OAuth().register(
        "provider",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=f"{provider.issuer}/.well-known/openid-configuration",
        client_kwargs=kwargs,
    )


@public
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Send the person to the provider."""
    provider = _provider()
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        request.session[_NEXT] = wanted
    back = request.build_absolute_uri(reverse("sso-back"))
    try:
        response: HttpResponse = _client(provider).authorize_redirect(request, back)
    except Exception as error:  # of the network, of what came over it, or of the library's own kinds
        return _failed(request, _("现在连不上统一身份认证，请稍后再试，或用本系统的密码登录。"), type(error).__name__)
    return response


@public
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """The person comes from the provider; in, or refused with a reason and an entry in the log."""
    provider = _provider()
    try:
        claims = dict(_client(provider).authorize_access_token(request)["userinfo"])
    except Exception as error:
        return _failed(request, _("统一身份认证没有成功，请重新登录。"), type(error).__name__)
    if str(claims.get("iss", "")).rstrip("/") != provider.issuer or not claims.get("sub"):
        return _failed(request, _("统一身份认证没有成功，请重新登录。"), "issuer")
    name = str(claims.get(provider.claim) or "")
    user = _user(f"{provider.issuer} {claims['sub']}"[:300], name)
    if user is None:
        text = _("您的统一身份账号在本系统没有对应的账号，或已停用，请与系统管理员联系。")
        return _failed(request, text, "account", name)
    wanted = request.session.pop(_NEXT, "")
    login(request, user, backend=_BACKEND)
    request.session[BY_PROVIDER] = True
    return redirect(wanted or resolve_url(settings.LOGIN_REDIRECT_URL))


def _user(subject: str, name: str) -> User | None:
    """The account of the person, tied to them from the first time on."""
    tied = User.objects.filter(subject=subject).first()
    if tied is not None:
        return tied if tied.is_active and tied.username == name else None
    user = User.objects.filter(username=name, subject="", is_active=True).first() if name else None
    # Two at once: only one of them ties the account.
    if user is None or not User.objects.filter(pk=user.pk, subject="").update(subject=subject):
        return None
    user.subject = subject
    record(user, "account.tied", user)
    return user


def _failed(request: HttpRequest, text: str, problem: str, name: str = "") -> HttpResponse:
    record(None, "login.failed", after={"username": name[:150], "problem": problem, "path": request.path})
    return render(request, "accounts/sso_failed.html", {"text": text}, status=403)
