"""Regions, departments and units as one tree."""
