"""Published statistics: workbooks as their publishers issue them become figures that cite sheet and row."""
