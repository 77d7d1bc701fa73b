"""Addresses of monitoring and self-evaluation."""

from django.urls import path

from gouji.web.performance import views

urlpatterns = [
    path("performance/", views.overview, name="performance"),
    path("projects/<int:pk>/monitoring/<int:year>/", views.monitoring, name="monitoring"),
    path("projects/<int:pk>/monitoring/<int:year>/tell/", views.tell, name="monitoring-tell"),
    path("projects/<int:pk>/evaluations/<int:year>/", views.begin, name="evaluation-begin"),
    path("evaluations/<int:pk>/", views.evaluation, name="evaluation"),
    path("evaluations/<int:pk>/save/", views.save, name="evaluation-save"),
    path("evaluations/<int:pk>/step/", views.step, name="evaluation-step"),
    path("evaluations/<int:pk>/form.xlsx", views.form_xlsx, name="evaluation-xlsx"),
    path("evaluations/<int:pk>/form.docx", views.form_docx, name="evaluation-docx"),
    path("evaluations/<int:pk>/form.html", views.form_html, name="evaluation-html"),
]
