"""The Bot API's methods, by subject; `bot.preview.methods.table` lists them."""
