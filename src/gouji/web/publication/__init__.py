"""Publication: what is approved becomes a ledger, the ledger documents, and these a version that never changes."""
