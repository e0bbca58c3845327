"""Telegram's limits, as its documentation states them (https://core.telegram.org/bots/api)."""

TEXT_UNITS = 4096  # of a message, UTF-16 units after parsing
CAPTION_UNITS = 1024
ENTITIES = 100  # further ones are dropped
CALLBACK_DATA_BYTES = 64
CALLBACK_ANSWER_CHARACTERS = 200
BUTTONS = 100
BUTTONS_PER_ROW = 8
COMMANDS = 100
COMMAND_DESCRIPTION_CHARACTERS = 256
NAME_CHARACTERS = 64  # of a bot
DESCRIPTION_CHARACTERS = 512
SHORT_DESCRIPTION_CHARACTERS = 120
INLINE_QUERY_CHARACTERS = 256
INLINE_RESULTS = 50
INLINE_ID_BYTES = 64
INLINE_OFFSET_BYTES = 64
DOWNLOAD_BYTES = 20_000_000
UPLOAD_BYTES = 50_000_000
UPDATES_AT_ONCE = 100
POLL_SECONDS = 50  # the longest that a poll is held
WEBHOOK_CONNECTIONS = 40  # if not said otherwise
MOST_WEBHOOK_CONNECTIONS = 100
GENERAL_TOPIC = 1  # exists, yet no message can be sent with it

# Of messages sent (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this)
SENDS_PER_SECOND = 30
SENDS_PER_SECOND_IN_A_CHAT = 1
SENDS_PER_MINUTE_IN_A_GROUP = 20
COPY_TEXT_CHARACTERS = 256
PLACEHOLDER_CHARACTERS = 64  # of a reply that is asked for
