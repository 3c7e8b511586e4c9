"""Review: what extraction found becomes evidence only when a person has accepted it."""
