"""Scans and photos of pages: the words in them, and what stands where."""
