"""A publication → DOCX, PDF, XLSX, HTML and open data; the gate that reads each of them back."""

from __future__ import annotations

from gouji.publishing.gate import GateDifference, GateError
from gouji.publishing.release import FORMATS, Published, publish

__all__ = ["FORMATS", "GateDifference", "GateError", "Published", "publish"]
