"""All addresses."""

from django.urls import include, path

from gouji.web.base import desk, language, queue_page

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("language/", language.switch, name="language"),
    path("queue/", queue_page.queue, name="queue"),
    path("queue/<slug:kind>/<int:pk>/again/", queue_page.again, name="queue-again"),
    path("", include("gouji.web.accounts.urls")),
    path("", include("gouji.web.organisation.urls")),
    path("", include("gouji.web.journal.urls")),
    path("", include("gouji.web.review.urls")),
    path("", include("gouji.web.cycle.urls")),
    path("", include("gouji.web.projects.urls")),
    path("", include("gouji.web.performance.urls")),
    path("", include("gouji.web.publication.urls")),
    path("", include("gouji.web.portal.urls")),
]
handler400 = "gouji.web.base.errors.malformed"
handler403 = "gouji.web.base.errors.refused"
handler404 = "gouji.web.base.errors.missing"
handler500 = "gouji.web.base.errors.broken"
