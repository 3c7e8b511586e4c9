"""Crossings between wings: one file each, naming purpose, legal basis, what crosses and its audit line."""
