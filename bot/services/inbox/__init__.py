"""The inbox: a folder whose files are read into the archive as they come."""
