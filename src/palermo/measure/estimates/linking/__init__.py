"""Probable linkage: lists with names come sealed, are compared by a job, reviewed, and leave as counts (0039)."""
