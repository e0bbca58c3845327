"""What the bot says: archive's values in, texts with their markup and buttons out; no Telegram."""
