"""Every text the bot says, in each of its languages."""

import functools

from bot.messages.catalogue import Texts
from bot.messages.wording import catalogue, filled

ZH = filled(Texts, catalogue("zh_Hans"))
HANT: Texts
EN: Texts

_OTHERS = {"HANT": "zh_Hant", "EN": "en"}
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


@functools.cache
def _read(language: str) -> Texts:
    return filled(Texts, catalogue(language))


def __getattr__(name: str) -> Texts:
    """Return the texts of a language, read when they are first wanted: commands speak Chinese."""
    if name not in _OTHERS:
        raise AttributeError(name)
    return _read(_OTHERS[name])


def texts_for(language_code: str | None) -> Texts:
    """Return the texts for a language, as Telegram names them (IETF tags, ``zh-hant``, ``en``).

    English for ``en`` and its variants; Chinese for all others, since those who ask a Chinese paper
    read it: in traditional characters for ``zh-hant`` and for Taiwan, Hong Kong and Macau, in
    simplified ones for all else, also where no language is known.
    """
    language, *variants = (language_code or "").lower().replace("_", "-").split("-")
    if language == "en":
        return _read(_OTHERS["EN"])
    if language == "zh" and "hans" not in variants and _TRADITIONAL.intersection(variants):
        return _read(_OTHERS["HANT"])
    return ZH
