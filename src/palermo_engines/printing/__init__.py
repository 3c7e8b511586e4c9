"""Printing: reports as Word files and PDF, in the six languages, the same bytes for the same report."""
