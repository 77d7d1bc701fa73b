"""The form of a self-evaluation (项目支出绩效自评表), as it is published: workbook, Word, page, data; and the gate."""

from gouji.publishing.evaluation.data import as_json, of_json
from gouji.publishing.evaluation.form import EvaluationForm, form_grid, ten_thousands
from gouji.publishing.evaluation.gate import differences
from gouji.publishing.evaluation.writers import as_docx, as_html, as_xlsx, style_policy, table_markup

__all__ = [
    "EvaluationForm",
    "as_docx",
    "as_html",
    "as_json",
    "as_xlsx",
    "differences",
    "form_grid",
    "of_json",
    "style_policy",
    "table_markup",
    "ten_thousands",
]
