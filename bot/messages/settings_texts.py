"""What the bot says about how a chat wants to be told."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SettingsTexts:
    """The texts. Times are as ``08:00``; days count from Monday, 0."""

    title: str  # {chat}
    line: str  # {name}, {value}
    pace: str  # what each line, page and button is about
    quiet: str
    zone: str
    zone_named: str  # {name}, {zone}
    beijing: str
    sound: str
    amount: str
    language: str
    asking: str
    votes: str
    at_once: str
    daily: str
    weekly: str
    daily_at: str  # {time}
    weekly_at: str  # {day}, {time}
    days: Mapping[int, str]
    digest_waits: str  # {time}, {end}: of a digest in quiet hours
    digest_waits_a_day: str  # {time}, {end}: where these end the next day
    quiet_hours: str  # {start}, {end}
    quiet_off: str
    silent: str
    loud: str
    votes_on: str
    votes_off: str
    headlines: str
    passage: str
    passages: str
    own: str
    everyone: str
    only_admins: str
    in_private: str
    asking_how: str
    simplified: str
    traditional: str
    english: str
    quiet_how: str
    pace_how: str  # {settings}
    quiet_type: str  # {settings}
    zone_type: str  # {settings}
    not_read: str  # {settings}
    back: str
