"""What is wished of the bot in plain words, and not asked of the archive: 订阅公交, 不要再发了."""

from bot.services.wishes.likely import likelihoods
from bot.services.wishes.weighing import opts_out, wish_of
from bot.services.wishes.wish import (
    ChangeSetting,
    ForgetMe,
    ResumeAll,
    SeeHelp,
    SeePrivacy,
    SeeSettings,
    SeeSubscriptions,
    StopAll,
    SubscribeTo,
    UnsubscribeFrom,
    Wish,
)

__all__ = [
    "ChangeSetting",
    "ForgetMe",
    "ResumeAll",
    "SeeHelp",
    "SeePrivacy",
    "SeeSettings",
    "SeeSubscriptions",
    "StopAll",
    "SubscribeTo",
    "UnsubscribeFrom",
    "Wish",
    "likelihoods",
    "opts_out",
    "wish_of",
]
