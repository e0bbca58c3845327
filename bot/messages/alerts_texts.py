"""What alerts say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlertTexts:
    """The words of alerts, of their buttons, and of the replies to words about them."""

    matched: str  # {queries}
    between: str  # two queries
    digest: str  # {count}, above alerts that were held back
    corrected: str  # before a headline
    withdrawn: str  # before the headline of a story that is gone
    withdrawn_why: str  # below it
    more: str  # a button: stories like it
    mute: str  # a button
    unmute: str  # a button
    muted: str  # {queries}
    unmuted: str  # {queries}
    nothing_to_mute: str
    only_admins: str
    which: str  # {word}, {total}: of several stories in a message
    topic_gone: str  # {chat}, {topic}; to an admin, once
    waiting: str  # {chat}, {reason} in Telegram's words; to who subscribed, or an admin, once
    given_up: str  # {chat}, {count}; likewise, once a day
    status: str
    disk_full: str
    pending_since: str  # {minutes}
    nothing_pending: str
    broadcast_preview: str  # {count}, above the text
    broadcast_send: str  # a button
    broadcast_cancel: str  # a button
    broadcast_sent: str  # {count}
    broadcast_cancelled: str
