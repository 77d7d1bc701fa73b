"""Performance within the year and at its end: monitoring and self-evaluation."""
