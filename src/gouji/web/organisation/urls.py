"""Addresses of the organisation."""

from django.urls import path

from gouji.web.organisation import views

urlpatterns = [
    path("offices/", views.offices, name="offices"),
    path("offices/offices.xlsx", views.book, name="offices-book"),
    path("offices/import/", views.bring_in, name="offices-import"),
    path("offices/import/now/", views.bring_in_now, name="offices-import-now"),
    path("offices/<int:pk>/", views.office, name="office"),
    path("offices/<int:pk>/new/", views.new_office, name="new-office"),
    path("offices/<int:pk>/staff/", views.staff, name="staff"),
]
