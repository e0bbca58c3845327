"""The laboratory: how well and how fast the shipped code does its work."""
