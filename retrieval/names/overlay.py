"""Finding learnt names in what a person types or a page prints.

The name itself; an **office** that few hold (区委书记); an **alias**, the surname with what its
bearer is addressed by (樊书记, 虎区长); a **spelling**, a name with one character wrong or the
given ones swapped (汤小义); an **abbreviation** of a place or body (郑大). All compare compact
strings, so padding, dots, width and traditional characters make no difference.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from retrieval.analysis.normalise import compact
from retrieval.model import Span
from retrieval.names.name import Name, NameKind
from retrieval.names.posts import ADDRESSES, addresses, title
from retrieval.reading.surnames import COMMON, COMPOUND, RARE

_LONGEST = 24  # code points of a name; longer ones are no names that people type
_HAN_NAME = range(3, 7)  # a name of two characters has too little left when one is wrong
_FEW = 3  # an office that more people hold names none of them
_ABBREVIATION = range(2, 4)


class Match(StrEnum):
    """How a name was found."""

    EXACT = "exact"
    OFFICE = "office"
    ALIAS = "alias"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Found:
    """What stands for a name at ``span`` of the text searched.

    ``names`` are those it may mean, the most often introduced first: never none, and more than one
    only where several people answer to one alias or are as near in spelling.
    """

    span: Span
    typed: str
    names: tuple[str, ...]
    how: Match
    person: bool


class Names:
    """The names of an archive; made once from all of them, never changed.

    A name that is given several times (introduced by several articles) counts for more where an
    alias is shared. No names at all is fine.
    """

    def __init__(self, names: Iterable[Name] = ()) -> None:
        counted = Counter(names)
        self._printed: dict[str, str] = {}
        self._kinds: dict[str, set[NameKind]] = defaultdict(set)
        weights: Counter[str] = Counter()
        aliases: dict[str, Counter[str]] = defaultdict(Counter)
        offices: dict[str, Counter[str]] = defaultdict(Counter)
        for name, times in counted.items():
            key = compact(name.text).text
            if not 1 < len(key) <= _LONGEST:
                continue
            self._printed.setdefault(key, name.text)
            self._kinds[key].add(name.kind)
            weights[key] += times
            if name.kind is NameKind.REPORTER:
                aliases[_surname(key) + "记者"][key] += times
            if name.kind is NameKind.PERSON and name.post:
                post = compact(name.post).text
                for address in addresses(post):
                    aliases[_surname(key) + address][key] += times
                for office in _offices(post):
                    offices[office][key] += times
        self._aliases = {alias: _ordered(bearers) for alias, bearers in aliases.items()}
        self._offices = {
            office: _ordered(bearers) for office, bearers in offices.items() if len(bearers) <= _FEW
        }
        self._lengths = _longest([*self._printed, *self._aliases, *self._offices])
        self._misspelt: dict[str, list[str]] = defaultdict(list)
        self._places: dict[str, list[str]] = defaultdict(list)
        for key, _ in weights.most_common():
            for pattern in _patterns(key):
                self._misspelt[pattern].append(key)
            if not self.is_person(key):
                self._places[key[0]].append(key)

    def __contains__(self, name: str) -> bool:
        """Tell whether this is a learnt name."""
        return compact(name).text in self._printed

    def is_person(self, name: str) -> bool:
        """Tell whether a person bears this name."""
        kinds = self._kinds.get(compact(name).text, set())
        return NameKind.PERSON in kinds or NameKind.REPORTER in kinds

    def is_reporter(self, name: str) -> bool:
        """Tell whether stories are credited to this name."""
        return NameKind.REPORTER in self._kinds.get(compact(name).text, set())

    def find(self, text: str) -> tuple[Found, ...]:
        """Find the names and aliases in a text, from left to right, the longest first, apart."""
        line = compact(text)
        found: list[Found] = []
        at = 0
        while at < len(line.text):
            longest = min(self._lengths.get(line.text[at : at + 2], 0), len(line.text) - at)
            for length in range(longest, 1, -1):
                key = line.text[at : at + length]
                if key in self._printed:
                    names: tuple[str, ...] = (self._printed[key],)
                    how = Match.EXACT
                elif key in self._offices and line.text[at - 1 : at] != "副":
                    names, how = self._originals(self._offices[key]), Match.OFFICE
                elif key in self._aliases:
                    names, how = self._originals(self._aliases[key]), Match.ALIAS
                else:
                    continue
                printed = line.printed(at, at + length)
                typed = text[printed.start : printed.end]
                person = how is not Match.EXACT or self.is_person(key)
                found.append(Found(printed, typed, names, how, person))
                at += length
                break
            else:
                at += 1
        return tuple(found)

    def aliased(self, alias: str) -> tuple[str, ...]:
        """Give the names that an alias stands for, the most often introduced first; maybe none."""
        return self._originals(self._aliases.get(compact(alias).text, ()))

    def abbreviated(self, word: str) -> tuple[str, ...]:
        """Give the places and bodies that a short word may stand for (郑大), maybe none.

        Its characters stand in the name in their order, the first one first; no more than two of
        the name's are left out for each.
        """
        key = compact(word).text
        if len(key) not in _ABBREVIATION:
            return ()
        return self._originals(
            place
            for place in self._places.get(key[0], ())
            if len(key) < len(place) <= 3 * len(key) and _in_order(key, place)
        )

    def spellings(self, text: str, doubtful: Collection[int] | None = None) -> tuple[Found, ...]:
        """Find what may be a name with one character wrong, or a person's with two swapped.

        Only stretches of three to six characters, for a person's name such as open with a surname;
        from left to right, overlapping ones too, the longest first. Whether a stretch is a word of
        its own is for the caller to judge: only those with one of the ``doubtful`` places of the
        compact text are looked at, where these are told.
        """
        line = compact(text)
        found: list[Found] = []
        for at in range(len(line.text)):
            for length in reversed(_HAN_NAME):
                typed = line.text[at : at + length]
                if doubtful is not None and not any(n in doubtful for n in range(at, at + length)):
                    continue
                if len(typed) == length and typed not in self._printed:
                    near = self._near(typed)
                    people = [name for name in near if self.is_person(name) and _surname(typed)]
                    # A place's last character says what it is: 二七区 is not 二七路 misspelt.
                    places = [n for n in near if not self.is_person(n) and n[-1] == typed[-1]]
                    names = self._originals(people or places)
                    if names:
                        printed = line.printed(at, at + length)
                        printed_text = text[printed.start : printed.end]
                        found.append(
                            Found(printed, printed_text, names, Match.SPELLING, bool(people))
                        )
        return tuple(found)

    def nearest(self, name: str) -> tuple[str, ...]:
        """Give the people whose names differ from this one in one character, maybe none."""
        return self._originals(self._near(compact(name).text))

    def _near(self, typed: str) -> tuple[str, ...]:
        found = dict.fromkeys(
            key for pattern in _patterns(typed) for key in self._misspelt.get(pattern, ())
        )
        return tuple(key for key in found if key != typed)

    def _originals(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._printed[key] for key in keys)


def _longest(keys: Iterable[str]) -> dict[str, int]:
    """Give the length of the longest key by its first two characters."""
    lengths: dict[str, int] = defaultdict(int)
    for key in keys:
        lengths[key[:2]] = max(lengths[key[:2]], len(key))
    return dict(lengths)


def _in_order(short: str, name: str) -> bool:
    rest = iter(name)
    return all(char in rest for char in short)


def _offices(post: str) -> Iterator[str]:
    """Give what a printed post may be called: each of its ends that holds its title whole.

    A deputy's is never called without its 副: 区委书记 is not 区委副书记.
    """
    word = title(post)
    if word in ADDRESSES and word is not None:
        for start in range(len(post) - len(word) + 1):
            if post[start - 1 : start] != "副":
                yield post[start:]


def _surname(name: str) -> str:
    """Give the surname that opens a name, or "" where none is known to."""
    if name[:2] in COMPOUND and len(name) > 2:  # noqa: PLR2004 (a compound surname has two)
        return name[:2]
    return name[0] if name[0] in _SURNAMES else ""


_SURNAMES = frozenset(COMMON) | frozenset(RARE)


def _patterns(name: str) -> Iterator[str]:
    """Give what a name has in common with its misspellings: any one character out, or its order."""
    for at in range(len(name)):
        yield f"{name[:at]}?{name[at + 1 :]}"
    if len(name) in _HAN_NAME:
        yield f"{name[0]}~{''.join(sorted(name[1:]))}"


def _ordered(bearers: Counter[str]) -> tuple[str, ...]:
    return tuple(key for key, _ in sorted(bearers.items(), key=lambda kv: (-kv[1], kv[0])))
