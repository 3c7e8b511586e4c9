"""Ingest: files come in, are read, and stand in the library with their findings and index rows, or not at all."""
