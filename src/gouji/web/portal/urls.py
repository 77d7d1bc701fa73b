"""Addresses of the portal."""

from django.urls import path

from gouji.web.portal import api_page, evaluations, pages, years
from gouji.web.portal.api_all import urls

urlpatterns = [
    path("open/", pages.home, name="open"),
    path("open/compare/", pages.compare, name="open-compare"),
    path("open/search/", pages.search, name="open-search"),
    path("open/api/", api_page.page, name="open-api"),
    path("open/api/v1/", urls()),
    path("open/versions/<int:pk>/", pages.version, name="open-version"),
    path("open/versions/<int:pk>/manifest.json", pages.manifest, name="open-manifest"),
    path("open/versions/<int:pk>/files/<path:path>", pages.file, name="open-file"),
    path("open/<int:department>/", pages.department, name="open-department"),
    path("open/<int:department>/<int:year>/", years.year, name="open-year"),
    path("open/<int:department>/<int:year>/<int:position>/", years.part, name="open-part"),
    path("open/<int:department>/<int:year>/adjusted/", years.adjusted, name="open-adjusted"),
    path("open/<int:department>/<int:year>/adjusted/<int:position>/", years.adjusted_part, name="open-adjusted-part"),
    path("open/<int:department>/<int:year>/evaluations/", evaluations.evaluations, name="open-evaluations"),
    path(
        "open/<int:department>/<int:year>/evaluations/<int:evaluation>/",
        evaluations.evaluation,
        name="open-evaluation",
    ),
]
