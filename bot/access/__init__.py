"""What was said, to whom, by whom, and whether they may; and replying to it."""
