"""The multi-user system."""
