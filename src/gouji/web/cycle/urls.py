"""Addresses of the year's preparation."""

from django.urls import path

from gouji.web.cycle import (
    adjustment_pages,
    department_pages,
    drafting_pages,
    lines,
    progress_pages,
    standard_pages,
    views,
)

urlpatterns = [
    path("budgets/", views.budgets, name="budgets"),
    path("budgets/new-year/", views.new_cycle, name="new-cycle"),
    path(
        "budgets/departments/<int:cycle>/<int:department>/",
        department_pages.department_budgets,
        name="department-budgets",
    ),
    path(
        "budgets/departments/<int:cycle>/<int:department>/check/",
        department_pages.department_check,
        name="department-check",
    ),
    path("budgets/<int:pk>/", views.budget, name="budget"),
    path("budgets/<int:pk>/lines/", lines.save, name="budget-save"),
    path("budgets/<int:pk>/check/", lines.check, name="budget-check"),
    path("budgets/<int:pk>/lines.xlsx", lines.lines_book, name="budget-book"),
    path("budgets/<int:pk>/preview/", lines.preview, name="budget-preview"),
    path("budgets/<int:pk>/bring-in/", lines.bring_in, name="budget-bring-in"),
    path("budgets/<int:pk>/ceilings/", views.ceilings, name="budget-ceilings"),
    path("budgets/<int:pk>/step/", views.step, name="budget-step"),
    path("budgets/<int:pk>/standards/", standard_pages.budget_standards, name="budget-standards"),
    path("budgets/<int:pk>/standards/save/", standard_pages.save_standards, name="budget-standards-save"),
    path("budgets/<int:pk>/projects/", drafting_pages.budget_projects, name="budget-projects"),
    path("budgets/<int:pk>/projects/take/", drafting_pages.take_projects, name="budget-take"),
    path("budgets/<int:pk>/carry-over/", drafting_pages.carry_over, name="budget-carry-over"),
    path("budgets/<int:pk>/balance/", drafting_pages.balance, name="budget-balance"),
    path("budgets/<int:pk>/remarks/", drafting_pages.remark, name="budget-remark"),
    path("budgets/<int:pk>/remarks/<int:remark>/", drafting_pages.answer, name="budget-answer"),
    path("budgets/<int:pk>/adjust/", adjustment_pages.ask, name="adjust"),
    path("adjustments/", adjustment_pages.all_adjustments, name="adjustments"),
    path("adjustments/<int:pk>/", adjustment_pages.adjustment, name="adjustment"),
    path("adjustments/<int:pk>/check/", adjustment_pages.check, name="adjustment-check"),
    path("adjustments/<int:pk>/save/", adjustment_pages.save, name="adjustment-save"),
    path("adjustments/<int:pk>/step/", adjustment_pages.step, name="adjustment-step"),
    path("standards/", standard_pages.standards, name="standards"),
    path("standards/new/", standard_pages.new_standard, name="new-standard"),
    path("standards/<int:pk>/end/", standard_pages.end_standard, name="end-standard"),
    path("progress/", progress_pages.overview, name="progress"),
    path("progress/<int:pk>/terms/", progress_pages.terms, name="terms"),
]
