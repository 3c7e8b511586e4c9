"""From coded replies to sentences with the right quantifier and numbered footnotes, in six languages."""
