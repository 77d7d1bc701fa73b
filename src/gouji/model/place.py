"""Where something is printed."""

from __future__ import annotations

from typing import Any

from gouji.model.frozen import frozen


@frozen
class Place:
    """Where something is printed. Pages and lines count from 1; ``bbox`` is x0, top, x1, bottom in points from the
    page's upper left corner as displayed."""

    page: int | None = None
    line: int | None = None
    bbox: tuple[float, float, float, float] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Only what is known."""
        known: dict[str, Any] = {"page": self.page, "line": self.line}
        if self.bbox is not None:
            known["bbox"] = [round(value, 1) for value in self.bbox]
        return {name: value for name, value in known.items() if value is not None}
