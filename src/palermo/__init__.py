"""Palermo: open infrastructure for carrying out the Trafficking in Persons Protocol."""

__version__ = "0.1.0"
