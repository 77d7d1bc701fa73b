"""Addresses of documents and findings."""

from django.urls import path

from gouji.web.review import views

urlpatterns = [
    path("documents/", views.documents, name="documents"),
    path("documents/upload/", views.upload, name="upload"),
    path("documents/<int:pk>/", views.document, name="document"),
    path("documents/<int:pk>/status/", views.status, name="document-status"),
    path("documents/<int:pk>/step/", views.step, name="document-step"),
    path("documents/<int:pk>/office/", views.assign, name="document-assign"),
    path("documents/<int:pk>/report/", views.report, name="document-report"),
    path("documents/<int:pk>/report.json", views.report_json, name="document-json"),
    path("documents/<int:pk>/sheet.xlsx", views.sheet, name="document-sheet"),
    path("documents/<int:pk>/opinions.xlsx", views.opinions, name="document-opinions"),
    path("documents/<int:pk>/file/", views.original, name="document-file"),
    path("findings/<int:pk>/", views.decide, name="finding"),
]
