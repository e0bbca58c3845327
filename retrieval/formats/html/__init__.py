"""Saved pages of the Web: e-papers, public accounts, and others."""
