"""Words to coordinates and back; classifications by year as data files with their source. Imports only ``model``."""
