"""A fictional country with a known number of victims, and agencies that see some of them, with errors."""
