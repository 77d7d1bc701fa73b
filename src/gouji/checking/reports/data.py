"""The report as JSON (``gouji/report/1``, see ``docs/``)."""

from __future__ import annotations

import json
from typing import Any

from gouji.checking.findings import Report


def report_json(report: Report) -> str:
    """The report as an indented JSON object, Chinese unescaped, ending in a line feed."""
    return dumps(report.as_dict())


def dumps(value: Any) -> str:
    """JSON as every command of Gouji writes it."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
