"""Figures and what they measure: by themselves, over time, over the world, each with its source."""
