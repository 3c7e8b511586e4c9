"""The conflict board: what evidence and reviewers found to contradict each other, side by side."""
