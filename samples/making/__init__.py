"""How the samples are made: one source a document, from which come the file that people read and what it states."""
