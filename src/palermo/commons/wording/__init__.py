"""Numbers, dates, figures, languages and places as words of the reader's language (CLDR through Babel)."""
