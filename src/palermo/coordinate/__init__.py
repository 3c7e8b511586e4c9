"""Coordinate: what bodies decided, what came of it, and who must report what to whom."""
