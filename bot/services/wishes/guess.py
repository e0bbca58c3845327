"""A likely wish of a kind that was learnt, with what the text says of its subject and times."""

from collections.abc import Mapping

from bot.model.everything import EVERYTHING
from bot.services.wishes.cues import loosely, unknown_words
from bot.services.wishes.pace import pace_of
from bot.services.wishes.settings import hours_of, quiet_words
from bot.services.wishes.wish import (
    ChangeSetting,
    ForgetMe,
    ResumeAll,
    SeeHelp,
    SeeSettings,
    SeeSubscriptions,
    SubscribeTo,
    UnsubscribeFrom,
    Wish,
)

_NIGHT = (22 * 60, 7 * 60)
_PLAIN: Mapping[str, Wish] = {
    "subscribe_all": SubscribeTo(EVERYTHING, sure=False),
    "list": SeeSubscriptions(),
    "resume": ResumeAll(),
    "once": ChangeSetting("once", sure=False),
    "quiet_off": ChangeSetting("quiet off", sure=False),
    "silent": ChangeSetting("silent on", sure=False),
    "sound": ChangeSetting("silent off", sure=False),
    "hant": ChangeSetting("language zh-hant", sure=False),
    "hans": ChangeSetting("language zh-hans", sure=False),
    "en": ChangeSetting("language en", sure=False),
    "headlines": ChangeSetting("text headlines", sure=False),
    "passage": ChangeSetting("text passage", sure=False),
    "passages": ChangeSetting("text passages", sure=False),
    "votes_off": ChangeSetting("votes off", sure=False),
    "votes_on": ChangeSetting("votes on", sure=False),
    "settings": SeeSettings(),
    "help": SeeHelp(),
    "forget": ForgetMe(),
}


def guessed(kind: str, said: str) -> Wish | None:
    """Return the wish of a kind that a text is likely to be; None where it is no kind of wish."""
    match kind:
        case "subscribe":
            words = unknown_words(said)
            return SubscribeTo(words, sure=not words)
        case "unsubscribe":
            return UnsubscribeFrom(unknown_words(said), sure=False, likely=True)
        case "quiet":
            hours = hours_of(loosely(said)) or _NIGHT
            return ChangeSetting(quiet_words(hours), sure=False)
        case "pace":
            words = pace_of(loosely(said)) or "daily"
            return ChangeSetting(words, sure=False)
        case _:
            return _PLAIN.get(kind)
