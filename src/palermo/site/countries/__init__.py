"""Countries: what treaties, statistics and documents say of each, side by side. Listed by name, never by a value."""
