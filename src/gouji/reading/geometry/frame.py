"""The reading frame of a page: raw coordinates to upright ones, and upright ones to those of the displayed page."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.model.frozen import frozen

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from an upper left corner."""


@frozen
class Frame:
    """A page of a file whose own coordinates run upwards from ``(left, bottom)`` to ``(right, top)``.

    ``turn`` counts the quarter turns clockwise that make the text upright, ``shown`` those the viewer makes.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0
    shown: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the reading frame."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn % 2 else (width, height)

    def boxes(
        self, left: Sequence[float], bottom: Sequence[float], right: Sequence[float], top: Sequence[float]
    ) -> tuple[list[float], list[float], list[float], list[float]]:
        """Raw edges of many boxes as x0, top, x1, bottom in the reading frame."""
        west, south, east, north = self.left, self.bottom, self.right, self.top
        if self.turn == 1:
            return (
                [value - south for value in bottom],
                [value - west for value in left],
                [value - south for value in top],
                [value - west for value in right],
            )
        if self.turn == 2:
            return (
                [east - value for value in right],
                [value - south for value in bottom],
                [east - value for value in left],
                [value - south for value in top],
            )
        if self.turn == 3:
            return (
                [north - value for value in top],
                [east - value for value in right],
                [north - value for value in bottom],
                [east - value for value in left],
            )
        return (
            [value - west for value in left] if west else list(left),
            [north - value for value in top],
            [value - west for value in right] if west else list(right),
            [north - value for value in bottom],
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A raw point in the reading frame, from the left and from the top."""
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        if self.turn == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def shown_box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """A box of the reading frame as it stands on the displayed page."""
        extra = (self.shown - self.turn) % 4
        if extra == 0:
            return (x0, top, x1, bottom)
        width, height = self.size
        if extra == 1:
            return (height - bottom, x0, height - top, x1)
        if extra == 2:
            return (width - x1, height - bottom, width - x0, height - top)
        return (top, width - x1, bottom, width - x0)
