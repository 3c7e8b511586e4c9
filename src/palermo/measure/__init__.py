"""Measure: figures, treaty status, statistics, and what contradicts what."""
