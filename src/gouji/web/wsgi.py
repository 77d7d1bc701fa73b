"""The application for a WSGI server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gouji.web.settings")
application = get_wsgi_application()
# Every page's module is loaded now, in Chinese, not by the first visitor in whatever language.
len(get_resolver().url_patterns)
