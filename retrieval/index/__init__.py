"""Postings and scores, and the immutable snapshot that searches run on."""
