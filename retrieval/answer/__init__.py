"""Query to `Answer`: hits with their citations, listings, or a stated no-answer."""
