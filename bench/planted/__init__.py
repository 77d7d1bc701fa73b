"""Errors planted in sound documents with a record of them, and how a check does against it."""
