"""What ``/help`` says beside the commands' own lines."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HelpTexts:
    """The parts of the help, in their order; those of shelves stand above commands."""

    private: str
    group: str  # {bot}: the bot's username
    find: str
    alerts: str
    alerts_group: str
    own: str
    desk: str
    elsewhere: str  # {bot}
    printed: str
