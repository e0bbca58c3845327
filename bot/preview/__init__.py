"""A Bot API on the loopback interface: chats without Telegram, for tests and trials.

It imports nothing of the bot, and nothing of the tests; what judges a bot on it is in the tests.
"""
