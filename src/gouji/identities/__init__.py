"""Identities derived from coordinates or observed in numbers, their proof, and the decoder of fewest changes."""
