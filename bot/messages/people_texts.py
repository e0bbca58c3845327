"""What the bot says of itself to groups, and to people about what it keeps of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PeopleTexts:
    """The texts of welcomes, of limits, and of /privacy, /forget and /quiet.

    And those of answers that got lost, or that go elsewhere than they were asked.
    """

    first_admin: str  # to who has sent the word of the set-up
    welcome_group: str  # {bot}: the bot's username
    welcome_channel: str  # {bot}
    wait: str  # {seconds}
    admins_ask: str  # {link}: to the private chat
    lost_one: str  # {words}: the question
    lost_tap: str
    lost_many: str  # {count}
    instead: str  # {group}, {question}; above an answer in private that the group does not take
    instead_tap: str  # {group}
    aside: str  # {group}, {question}; above an answer in private, as the group wants it
    aside_tap: str  # {group}
    start_first: str  # {link}
    quiet_in_groups: str
    quiet_not_read: str  # {quiet}: the command as it is written here
    privacy: str  # {days}, {forget}
    forget_what: str
    forget_whom: str  # to somebody who speaks in a chat's name
    forget_yes: str
    forget_no: str
    forgotten: str  # {subscriptions}
    kept: str
    not_yours: str
    read_in_private: str
