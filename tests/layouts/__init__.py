"""Layouts in which places print budgets and final accounts: one invented ledger each, printed as that place does."""
