"""Ledger + template → the tables and the narrative of a publication."""
