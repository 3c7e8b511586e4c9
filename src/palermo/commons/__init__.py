"""Shared parts without models: forms, tables, charts, HTMX, languages, files."""
