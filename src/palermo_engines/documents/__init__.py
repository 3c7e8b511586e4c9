"""From the bytes of a document to paragraphs, headings, footnotes and metadata."""
