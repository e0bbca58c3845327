"""How the bot is watched: metrics, health, and the chat that is told of errors."""
