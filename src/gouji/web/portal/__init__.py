"""The public portal: what departments published, for everyone."""
