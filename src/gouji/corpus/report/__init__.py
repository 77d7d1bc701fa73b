"""The report of a dataset: static pages that need no server and load nothing from elsewhere."""
