"""Searching where the index is elsewhere: the port, and answers over what it hands out."""
