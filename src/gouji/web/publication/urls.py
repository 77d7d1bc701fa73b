"""Addresses of publication."""

from django.urls import path

from gouji.web.publication import adjusted_pages, evaluation_pages, views

urlpatterns = [
    path("publications/", views.publications, name="publications"),
    path("publications/<int:cycle>/<int:department>/", views.publication, name="publication"),
    path("publications/<int:cycle>/<int:department>/status/", views.status, name="publication-status"),
    path("publications/<int:cycle>/<int:department>/notes/", views.notes, name="publication-notes"),
    path("publications/<int:cycle>/<int:department>/notes/check/", views.notes_check, name="publication-notes-check"),
    path("publications/<int:cycle>/<int:department>/publish/", views.publish, name="publication-publish"),
    path("publications/<int:cycle>/<int:department>/adjusted/", adjusted_pages.adjusted, name="adjusted-publication"),
    path(
        "publications/<int:cycle>/<int:department>/adjusted/publish/", adjusted_pages.publish, name="adjusted-publish"
    ),
    path(
        "publications/<int:cycle>/<int:department>/evaluations/",
        evaluation_pages.evaluations,
        name="evaluation-publication",
    ),
    path(
        "publications/<int:cycle>/<int:department>/evaluations/publish/",
        evaluation_pages.publish,
        name="evaluation-publish",
    ),
    path(
        "publications/<int:cycle>/<int:department>/evaluations/<int:evaluation>/withdraw/",
        evaluation_pages.withdraw,
        name="evaluation-withdraw",
    ),
    path("publications/versions/<int:pk>/ledger.xlsx", views.ledger, name="publication-ledger"),
]
