"""Alerts: who wants to know what, what matches, and how it gets there."""
