"""From paragraphs to mentions, figures, treaty actions, statements, directives and warnings."""
