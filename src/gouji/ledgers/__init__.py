"""Ledgers in and out: workbooks and folders, their checks, reconstruction from documents, simulation."""

from __future__ import annotations

from gouji.ledgers.simulate import simulate

__all__ = ["simulate"]
