"""Documents in: one source reader a format, then layout, tables, cells, narrative, targets, repair."""
