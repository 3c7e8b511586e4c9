"""Reporting obligations: who must report what to whom when, and whether it came."""
