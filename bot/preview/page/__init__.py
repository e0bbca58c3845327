"""A page in the browser where one plays people who talk with the bot, on the loopback interface."""
