"""Addresses of the organisation."""

from django.urls import path

from gouji.web.organisation import views

urlpatterns = [
    path("offices/", views.offices, name="offices"),
    path("offices/<int:pk>/", views.office, name="office"),
    path("offices/<int:pk>/new/", views.new_office, name="new-office"),
]
