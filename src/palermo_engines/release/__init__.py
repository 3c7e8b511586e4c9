"""Release: the gate between counts of people and print. Small cells are withheld, and nothing gives them back."""
