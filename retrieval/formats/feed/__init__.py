"""RSS and Atom to pages."""
