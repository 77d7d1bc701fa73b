"""What every page shares: the frame, the desk, forms, errors."""
