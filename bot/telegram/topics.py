"""Topics of forums, as they are named to Telegram."""

GENERAL_TOPIC = 1


def topic_to_name(thread_id: int | None) -> int | None:
    """Return the topic to name in a call: none for the general one, which can't be named."""
    return None if thread_id == GENERAL_TOPIC else thread_id
