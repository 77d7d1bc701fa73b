"""Addresses of publication."""

from django.urls import path

from gouji.web.publication import views

urlpatterns = [
    path("publications/", views.publications, name="publications"),
    path("publications/<int:cycle>/<int:department>/", views.publication, name="publication"),
    path("publications/<int:cycle>/<int:department>/status/", views.status, name="publication-status"),
    path("publications/<int:cycle>/<int:department>/notes/", views.notes, name="publication-notes"),
    path("publications/<int:cycle>/<int:department>/publish/", views.publish, name="publication-publish"),
    path("publications/versions/<int:pk>/ledger.xlsx", views.ledger, name="publication-ledger"),
]
