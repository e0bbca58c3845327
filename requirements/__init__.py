"""What is installed, pinned by hash, what installs it, and what packs it for others."""
