"""Aliases: the other strings that mean a name, all of them compact.

An **address** is the surname with what its bearer is called by (樊书记, 虎区长, 景记者); an
**office** what a printed post may be called (区委书记); an **abbreviation** some characters of a
place (郑大); a **misspelling** differs from the name in one character or in the order of the given
ones.
"""

import functools
import operator

from retrieval.analysis.normalise import compact_text
from retrieval.names.name import Name, NameKind
from retrieval.names.posts import ADDRESSES, addresses, title
from retrieval.reading.surnames import COMMON, COMPOUND, RARE

REORDERED = range(3, 7)  # lengths of names whose order may be wrong
ABBREVIATIONS = range(2, 4)  # lengths of what is short for a place
_SHORTENED = 3  # no name is longer than so many times its abbreviation
_SURNAMES = frozenset(COMMON) | frozenset(RARE)
_POSTS = 1 << 12  # posts whose aliases are kept at hand


def surname(name: str) -> str:
    """Return the surname that opens a name, or "" where none is known to."""
    if name[:2] in COMPOUND and len(name) > 2:  # noqa: PLR2004 (a compound surname has two)
        return name[:2]
    return name[0] if name[0] in _SURNAMES else ""


def address_aliases(key: str, name: Name) -> tuple[str, ...]:
    """Return the addresses that a name, compact ``key``, has by its kind and post; maybe none.

    A name without a surname (阿卜杜·热合曼) has none: 记者 and 县长 alone are nobody's.
    """
    opening = surname(key)
    if not opening:
        return ()
    if name.kind is NameKind.REPORTER:
        return (opening + "记者",)
    if name.kind is NameKind.PERSON and name.post:
        return tuple(opening + address for address in _addresses(name.post))
    return ()


@functools.lru_cache(_POSTS)
def _addresses(post: str) -> tuple[str, ...]:
    return addresses(compact_text(post))


def office_aliases(name: Name) -> tuple[str, ...]:
    """Return what a person's post may be called, maybe nothing."""
    return _offices(name.post) if name.kind is NameKind.PERSON and name.post else ()


@functools.lru_cache(_POSTS)
def _offices(printed: str) -> tuple[str, ...]:
    """Return each end of a post that holds its title whole.

    A deputy's is never called without its 副: 区委书记 is not 区委副书记.
    """
    post = compact_text(printed)
    word = title(post)
    if word not in ADDRESSES or word is None:
        return ()
    starts = range(len(post) - len(word) + 1)
    return tuple(post[start:] for start in starts if post[start - 1 : start] != "副")


def abbreviates(short: str, name: str) -> bool:
    """Return whether a short word may stand for a place or body (郑大 for 郑州大学).

    Its characters stand in the name in their order, the first one first; no more than two of the
    name's are left out for each.
    """
    rest = iter(name)
    return (
        len(short) in ABBREVIATIONS
        and len(short) < len(name) <= _SHORTENED * len(short)
        and short[0] == name[0]
        and all(char in rest for char in short)
    )


def misspells(typed: str, name: str) -> bool:
    """Return whether the typed string is this name with one character wrong, or out of order."""
    if typed == name or len(typed) != len(name):
        return False
    if sum(map(operator.ne, typed, name)) == 1:
        return True
    return len(name) in REORDERED and typed[0] == name[0] and sorted(typed) == sorted(name)
