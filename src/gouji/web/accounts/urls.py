"""Addresses of logging in and of accounts."""

from django.urls import path

from gouji.web.accounts import single_sign_on, views

urlpatterns = [
    path("login/", views.Login.as_view(), name="login"),
    path("login/sso/", single_sign_on.begin, name="sso"),
    path("login/sso/back/", single_sign_on.back, name="sso-back"),
    path("logout/", views.Logout.as_view(), name="logout"),
    path("password/", views.password, name="password"),
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/new/", views.new_account, name="new-account"),
    path("accounts/<int:pk>/", views.account, name="account"),
    path("accounts/<int:pk>/roles/", views.assign, name="assign"),
    path("accounts/<int:pk>/roles/<int:assignment>/withdraw/", views.withdraw, name="withdraw"),
    path("accounts/<int:pk>/password/", views.reset_password, name="reset-password"),
]
