"""One reader a file format; each turns bytes into the same lines with hints (``lines.Source``)."""
