"""The published form of a self-evaluation (项目支出绩效自评表), as a workbook, a Word document and a page."""

from gouji.publishing.evaluation.form import EvaluationForm, form_grid
from gouji.publishing.evaluation.writers import as_docx, as_html, as_xlsx, style_policy

__all__ = ["EvaluationForm", "as_docx", "as_html", "as_xlsx", "form_grid", "style_policy"]
