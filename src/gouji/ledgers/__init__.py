"""Ledgers in and out: workbooks and folders, their checks, reconstruction from documents, simulation."""

from __future__ import annotations

from gouji.ledgers.check import check
from gouji.ledgers.problems import LedgerError, LedgerProblem
from gouji.ledgers.simulate import simulate
from gouji.ledgers.store import examined, load, save

__all__ = ["LedgerError", "LedgerProblem", "check", "examined", "load", "save", "simulate"]
