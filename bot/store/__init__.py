"""What is kept of people and deliveries: rows of the archive's own file."""
