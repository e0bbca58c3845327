"""What the bot says to plain wishes, and to what asks nothing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WishTexts:
    """The texts; ``{subscribe}`` is the command as it is typed in that chat."""

    stopped: str  # {count}
    nothing_to_stop: str
    resumed: str  # {count}
    nothing_to_resume: str  # {subscribe}
    offer_subscribe: str  # {words}
    offer_setting: str  # {change}
    offer_nearest: str  # {change}
    offer_stop: str
    do_it: str
    ask_it: str
    stop_all: str
    no_more: str
    resume_all: str
    subscribe_again: str
    change_back: str
    contact: str  # {contact}
    contact_help: str  # {contact}
