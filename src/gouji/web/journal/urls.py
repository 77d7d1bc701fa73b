"""Address of the log."""

from django.urls import path

from gouji.web.journal import views

urlpatterns = [path("log/", views.log, name="log")]
