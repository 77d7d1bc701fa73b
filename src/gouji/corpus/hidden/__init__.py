"""What is not printed: exact values or the tightest bounds of amounts that a document does not show."""
