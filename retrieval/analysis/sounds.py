"""How characters sound, in pinyin without tones, and which syllables a Latin string is made of.

The readings are pypinyin's, read from its data: its code would load a dictionary of phrases, too.
Syllables that many do not tell apart (zh and z, n and l, -ng and -n) have one **blurred** form.
"""

import functools
import importlib.util
import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

READINGS = 2
"""Readings of a character that count: those that come after are rare."""
LONGEST = 6
"""Letters of the longest syllable (zhuang)."""

_COMMON = range(0x4E00, 0xA000)
_SIGNS = re.compile("[\u0300-\u036f]")  # tones, once they are parted from their letters
_MOST_SPLITS = 8
_SECOND_LEVEL = 0xD8  # the first byte of GB 2312's rarer characters
_ALSO = {"lve": "lue", "nve": "nue"}  # as they are typed, too
_BLURS = (
    (re.compile("^([zcs])h"), r"\1"),
    (re.compile("^n(?=[aeiouv])"), "l"),
    (re.compile("(?<=[aei])ng$"), "n"),
)


def load() -> None:
    """Make the tables of sounds, once; the first look would take the tenth of a second for it."""
    _by_blurred()


def sounds(character: str) -> tuple[str, ...]:
    """Return the syllables that a character may be read as, the usual one first; maybe none."""
    return _readings().get(character, ())


def sounding(syllable: str) -> str:
    """Return the characters that may be read so, the common ones first; maybe none."""
    return _by_sound().get(syllable, "")


def rarely_sounding(syllable: str) -> str:
    """Return those of `sounding` that are usually read otherwise."""
    return "".join(one for one in sounding(syllable) if _readings()[one][0] != syllable)


def sounding_nearly(syllable: str) -> str:
    """Return the characters whose reading has the syllable's blurred form, as `sounding` does."""
    return _by_blurred().get(blurred(syllable), "")


def blurred(syllable: str) -> str:
    """Return a syllable with what many do not tell apart made one: zhong is zon."""
    for pattern, plain in _BLURS:
        syllable = pattern.sub(plain, syllable)
    return syllable


def syllables(letters: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways in which lower-case letters are pinyin, the fewest syllables first.

    There may be none; of many, the first few are given.
    """
    ways: list[list[tuple[str, ...]]] = [[()], *([] for _ in letters)]
    known = _by_sound()
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - LONGEST), end):
            if ways[start] and letters[start:end] in known:
                ways[end] += [(*way, letters[start:end]) for way in ways[start]]
        ways[end] = sorted(ways[end], key=len)[:_MOST_SPLITS]
    return tuple(ways[-1]) if letters else ()


@functools.cache
def _readings() -> Mapping[str, tuple[str, ...]]:
    found = importlib.util.find_spec("pypinyin")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("pypinyin is not installed", name="pypinyin")
    table = json.loads(Path(found.origin).with_name("pinyin_dict.json").read_bytes())
    return {
        chr(int(code)): tuple(dict.fromkeys(map(_toneless, read.split(","))))[:READINGS]
        for code, read in table.items()
        if int(code) in _COMMON
    }


@functools.lru_cache(1 << 11)
def _toneless(read: str) -> str:
    parted = unicodedata.normalize("NFD", read.replace("\u00fc", "v").replace("\u00ea", "e"))
    return _SIGNS.sub("", parted.replace("u\u0308", "v"))


@functools.cache
def _by_sound() -> Mapping[str, str]:
    found: dict[str, list[str]] = {}
    for character, read in _readings().items():
        for syllable in read:
            if re.search("[aeiouv]", syllable):  # not the grunts: ng, hm
                found.setdefault(syllable, []).append(character)
                if syllable in _ALSO:
                    found.setdefault(_ALSO[syllable], []).append(character)
    return {
        syllable: "".join(sorted(characters, key=_rareness))
        for syllable, characters in found.items()
    }


def _rareness(character: str) -> int:
    """Return 0 for the characters of GB 2312's first level, 1 for its second, 2 for others."""
    try:
        return int(character.encode("gb2312")[0] >= _SECOND_LEVEL)
    except UnicodeEncodeError:
        return 2


@functools.cache
def _by_blurred() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for syllable, characters in _by_sound().items():
        found[blurred(syllable)] = found.get(blurred(syllable), "") + characters
    return {syllable: "".join(sorted(found[syllable], key=_rareness)) for syllable in found}
