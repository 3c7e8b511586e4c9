"""What contradicts what: values side by side, parts that do not add up, planned and actual."""
