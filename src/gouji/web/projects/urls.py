"""Addresses of the project library."""

from django.urls import path

from gouji.web.projects import grids, views

urlpatterns = [
    path("projects/", views.projects, name="projects"),
    path("projects/new/", views.new_project, name="new-project"),
    path("projects/<int:pk>/", views.project, name="project"),
    path("projects/<int:pk>/edit/", views.edit, name="project-edit"),
    path("projects/<int:pk>/step/", views.step, name="project-step"),
    path("projects/<int:pk>/plan/check/", grids.check_plan, name="plan-check"),
    path("projects/<int:pk>/plan/save/", grids.save_plan, name="plan-save"),
    path("projects/<int:pk>/targets/<int:year>/", views.target, name="target"),
    path("projects/<int:pk>/targets/<int:year>/check/", grids.check_target, name="target-check"),
    path("projects/<int:pk>/targets/<int:year>/save/", grids.save_target, name="target-save"),
    path("themes/", views.themes, name="themes"),
    path("themes/new/", views.new_theme, name="new-theme"),
    path("themes/<int:pk>/", views.theme, name="theme"),
]
