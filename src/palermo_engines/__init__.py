"""Palermo's engines: plain, typed Python. No Django, no network, no clock, no hidden randomness."""
