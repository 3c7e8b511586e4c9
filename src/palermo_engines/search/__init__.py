"""Text to tokens, query to plan, plan to highlights, in six languages: what an index stores and what it is asked."""
