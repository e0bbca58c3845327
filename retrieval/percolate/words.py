"""Words found in a text all at once, by the automaton of Aho and Corasick (CACM 18, 1975)."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping

import ahocorasick
import numpy as np

from retrieval.analysis.bounds import LEFT, LETTER, RIGHT
from retrieval.analysis.respelling import Respelled, respelled_word
from retrieval.analysis.values import term_of
from retrieval.percolate.ragged import Ints
from retrieval.query.offices import other_names

_LEFT, _RIGHT = 1, 2


class Words:
    """Distinct compact strings, none empty, numbered from 0 in the order given; maybe none.

    Their other spellings are found as well: by value terms, with the numbers in them respelled, and
    by the other names of offices.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        lengths: list[int] = []
        edges = bytearray()
        lettered: dict[str, bool] = {}
        valued: dict[str, list[int]] = {}
        respelled: dict[str, list[int]] = {}
        renamed: dict[str, list[int]] = {}
        for number, word in enumerate(words):
            self._automaton.add_word(word, number)
            lengths.append(len(word))
            for end in (word[0], word[-1]):
                if end not in lettered:
                    lettered[end] = LETTER.match(end) is not None
            edges.append(_LEFT * lettered[word[0]] | _RIGHT * lettered[word[-1]])
            if term := term_of(word):
                valued.setdefault(term, []).append(number)
            elif held := respelled_word(word):
                respelled.setdefault(held.text, []).append(number)
            for other in other_names(word):
                renamed.setdefault(other, []).append(number)
        self._automaton.make_automaton()
        self._valued = valued
        self._respelled = _automaton(respelled)
        self._renamed = _automaton(renamed)
        self.lengths = np.array(lengths, np.uint32)
        self._edges = np.frombuffer(edges, np.uint8)

    def __len__(self) -> int:
        return len(self.lengths)

    def number(self, word: str) -> int | None:
        """Return the number of a word, None of one that is not among them."""
        number: int | None = self._automaton.get(word, None)
        return number

    def strings(self) -> list[str]:
        """Return the words by number."""
        strings = [""] * len(self)
        for word, number in self._automaton.items():
            strings[number] = word
        return strings

    def standing(self, text: str) -> tuple[Ints, Ints]:
        """Find the words in a compact text, as `retrieval.analysis.bounds.standing` finds each.

        Return the number of the word and the end of each occurrence, by end.
        """
        if not len(self):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        hits = np.fromiter(itertools.chain.from_iterable(self._automaton.iter(text)), np.int64)
        numbers, ends = hits[1::2], hits[::2] + 1
        edges = self._edges[numbers]
        kept = np.ones(len(numbers), np.bool_)
        for at in np.flatnonzero(edges).tolist():
            end = int(ends[at])
            start = end - int(self.lengths[numbers[at]])
            kept[at] = (not edges[at] & _LEFT or LEFT.match(text, start) is not None) and (
                not edges[at] & _RIGHT or RIGHT.match(text, end) is not None
            )
        return numbers[kept], ends[kept]

    def spelled(
        self, text: str, values: Mapping[str, int], respelled: Callable[[], Respelled]
    ) -> Iterator[tuple[int, int]]:
        """Yield the words that stand in a compact text in another spelling, and where one ends.

        ``values`` are the text's value terms, each with where it first ends; ``respelled`` returns
        the text with each number in one spelling. What stands so is what
        `retrieval.query.filter.spelled` says.
        """
        for term, end in values.items():
            yield from ((number, end) for number in self._valued.get(term, ()))
        if len(self._respelled):
            yield from self._in_one_spelling(respelled())
        if len(self._renamed):
            for last, (_, numbers) in self._renamed.iter(text):
                yield from ((number, last + 1) for number in numbers)

    def _in_one_spelling(self, held: Respelled) -> Iterator[tuple[int, int]]:
        for last, (size, numbers) in self._respelled.iter(held.text):
            start, end = last + 1 - size, last + 1
            opens = not LETTER.match(held.text, start) or LEFT.match(held.text, start)
            closes = not LETTER.match(held.text, last) or RIGHT.match(held.text, end)
            if opens and closes:
                written = held.written(start, end)
                yield from ((number, written[1]) for number in numbers)


def _automaton(strings: Mapping[str, list[int]]) -> "ahocorasick.Automaton":
    """Return an automaton that finds strings, each with its size and the numbers given for it."""
    automaton = ahocorasick.Automaton()
    for one, numbers in strings.items():
        automaton.add_word(one, (len(one), numbers))
    automaton.make_automaton()
    return automaton
