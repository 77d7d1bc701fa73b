"""Gouji (勾稽): reads, checks and publishes China's departmental budgets (部门预算)."""

__version__ = "0.1.0"
