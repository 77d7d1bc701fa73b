"""Addresses of the year's preparation."""

from django.urls import path

from gouji.web.cycle import lines, views

urlpatterns = [
    path("budgets/", views.budgets, name="budgets"),
    path("budgets/new-year/", views.new_cycle, name="new-cycle"),
    path("budgets/<int:pk>/", views.budget, name="budget"),
    path("budgets/<int:pk>/lines/", lines.save, name="budget-save"),
    path("budgets/<int:pk>/check/", lines.check, name="budget-check"),
    path("budgets/<int:pk>/lines.xlsx", lines.lines_book, name="budget-book"),
    path("budgets/<int:pk>/preview/", lines.preview, name="budget-preview"),
    path("budgets/<int:pk>/bring-in/", lines.bring_in, name="budget-bring-in"),
    path("budgets/<int:pk>/ceilings/", views.ceilings, name="budget-ceilings"),
    path("budgets/<int:pk>/step/", views.step, name="budget-step"),
]
