"""The fields of a declaration as people fill them in: questions, what was typed, values in words."""
