"""Two documents side by side: a year and the next, a department and its unit, budget and final accounts, peers."""
