"""Palermo: open infrastructure for carrying out the Trafficking in Persons Protocol."""
