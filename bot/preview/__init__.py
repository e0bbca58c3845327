"""A Bot API of our own on the loopback interface: chats without Telegram, for tests and trials."""
