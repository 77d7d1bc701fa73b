"""Addresses of the organisation."""

from django.urls import path

from gouji.web.organisation import import_pages, views

urlpatterns = [
    path("offices/", views.offices, name="offices"),
    path("offices/offices.xlsx", views.book, name="offices-book"),
    path("offices/import/", import_pages.imports, name="offices-import"),
    path("offices/import/new/", import_pages.hand_in, name="offices-import-new"),
    path("offices/import/<int:pk>/", import_pages.one, name="offices-import-one"),
    path("offices/import/<int:pk>/status/", import_pages.status, name="offices-import-status"),
    path("offices/import/<int:pk>/step/", import_pages.step, name="offices-import-step"),
    path("offices/import/<int:pk>/preview.xlsx", import_pages.preview, name="offices-import-preview"),
    path("offices/import/<int:pk>/file/", import_pages.original, name="offices-import-file"),
    path("offices/<int:pk>/", views.office, name="office"),
    path("offices/<int:pk>/new/", views.new_office, name="new-office"),
    path("offices/<int:pk>/staff/", views.staff, name="staff"),
]
