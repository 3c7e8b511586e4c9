"""Know: the library of documents, its review queue, and search."""
