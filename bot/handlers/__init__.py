"""What to do with an update: read it, call one use case of the archive, show what came of it."""
