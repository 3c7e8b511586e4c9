"""How many were not seen: multiple systems estimation from overlapping lists."""
