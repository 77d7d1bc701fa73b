"""Rules that are not sums, findings and reports."""
