"""Real people's ways through the site, in a real browser."""
