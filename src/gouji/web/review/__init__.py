"""Published documents checked, and what reviewers say to the findings."""
