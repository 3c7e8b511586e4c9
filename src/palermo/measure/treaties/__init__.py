"""Who takes part in which treaty, since when, and how sure that is."""
