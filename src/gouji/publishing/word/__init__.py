"""A publication as a Word document: what an office edits and signs."""
