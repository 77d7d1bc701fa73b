"""What a departmental budget is. Imports nothing else of Gouji."""
