"""Percolation: how fast a page meets stored filters, and how much memory these take."""
