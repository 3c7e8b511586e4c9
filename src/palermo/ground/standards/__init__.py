"""The code lists as the house uses them: places in the reader's order, measures, treaties."""
