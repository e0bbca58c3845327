"""What is done with updates, one subject a file; the tables are `commands` and `buttons`."""
