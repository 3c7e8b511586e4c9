"""The commands of ``palermo``, one file for each errand."""
