"""Registers: their declarations, the records in them, and the figures that records yield."""
