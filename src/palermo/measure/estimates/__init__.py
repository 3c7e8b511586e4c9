"""The room of estimates: lists joined, their overlap, and how many people were not seen."""
