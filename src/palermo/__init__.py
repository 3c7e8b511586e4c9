"""Palermo: open infrastructure for carrying out the Trafficking in Persons Protocol."""

__version__ = "0.2.0"
