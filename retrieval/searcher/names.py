"""The names that may be meant in a question's texts, of all names of the archive."""

from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain

from retrieval.analysis.normalise import compact_text
from retrieval.names.gazetteer import MOST_REPORTERS, Found, Gazetteer
from retrieval.names.hashes import LONGEST
from retrieval.names.layer import NameLayer
from retrieval.searcher.needs import Needs


class PartialGazetteer(Gazetteer):
    """Finds names as the archive's gazetteer does, in texts that the searcher was asked for."""

    def __init__(self, needs: Needs, layer: NameLayer) -> None:
        super().__init__((layer,))
        self._needs = needs

    def __contains__(self, name: str) -> bool:
        self._ask(name)
        return super().__contains__(name)

    def is_person(self, name: str) -> bool:
        """Return whether a person bears this name."""
        self._ask(name)
        return super().is_person(name)

    def is_reporter(self, name: str) -> bool:
        """Return whether stories are credited to this name."""
        self._ask(name)
        return super().is_reporter(name)

    @cached_property
    def reporters(self) -> tuple[str, ...]:
        """The compact names that most stories are credited to, up to `MOST_REPORTERS`, in order."""
        self._needs.reporters.of(MOST_REPORTERS, None)
        return super().reporters

    def find(self, text: str) -> tuple[Found, ...]:
        """Find the names and aliases in a text, from left to right, the longest first, apart."""
        self._ask(text)
        return super().find(text)

    def aliased(self, alias: str) -> tuple[str, ...]:
        """Return the names that an alias means, the most often introduced first; maybe none."""
        self._ask(alias)
        return super().aliased(alias)

    def addressed(self, line: str) -> dict[str, set[str]]:
        """Return the aliases of all names that stand in a compact text, each with these names."""
        self._ask(line)
        return super().addressed(line)

    def abbreviated(self, word: str) -> tuple[str, ...]:
        """Return the places and bodies that a short word may stand for, maybe none."""
        self._ask(word)
        return super().abbreviated(word)

    def spellings(self, text: str, doubtful: AbstractSet[int] | None = None) -> tuple[Found, ...]:
        """Find what may be a name with one character wrong, or a person's with two swapped."""
        self._ask_misspelt(compact_text(text))
        return super().spellings(text, doubtful)

    def nearest(self, name: str) -> tuple[str, ...]:
        """Return the names that are this one with a character wrong, or the given ones swapped."""
        self._ask_misspelt(compact_text(name))
        return super().nearest(name)

    def _ask(self, text: str) -> None:
        """Ask for what a text has, unless it stands in one that was asked for."""
        key, needs = compact_text(text), self._needs
        if key in needs.misspelt.told or not key:
            return
        asked = chain(needs.texts.told, needs.misspelt.told)
        if len(key) > LONGEST or not any(key in one for one in asked):
            needs.texts.of(key, None)

    def _ask_misspelt(self, key: str) -> None:
        """Ask for what a text has, and what in it may be misspelt."""
        if key:
            self._needs.misspelt.of(key, None)
