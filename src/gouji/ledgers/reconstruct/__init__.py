"""A ledger from what was published: the printed amounts are margins, the joint behind them is inferred."""

from __future__ import annotations

from gouji.ledgers.reconstruct.reconstruct import Reconstruction, reconstruct
from gouji.ledgers.reconstruct.reproduction import Reproduction, reproduction

__all__ = ["Reconstruction", "Reproduction", "reconstruct", "reproduction"]
