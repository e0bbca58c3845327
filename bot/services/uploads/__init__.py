"""Pages that admins send in a chat: unpacked, read, shown, and published or taken back."""
