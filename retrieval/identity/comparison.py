"""How alike two stories are, and what that makes of them.

Three answers, from the least to the most that must be alike: **another of the same form** (two
notices, two days' prices: the wording is a form, what is told is another thing), **a corrected
story** (most of a story, figures aside: a slip mended, a figure or the headline changed), and **one
story**, wherever it is printed.

A form cannot be told by its words: 停电 and 讣告 would never be all of them. So everything that is
known speaks for or against in points, and the sum decides. Alike words speak for a correction, the
more of them the more; so do a headline (a long one most: 天气预报 says little), the day, figures
and names that agree. Figures speak against by how many differ, and by how few are left: one price
of eight may be mended, eight of eight are another day's. A day or names that differ speak loudly.
"""

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from retrieval.identity.signature import Day, Signature, Signed, shared_shingles

NEARLY_ALL = 0.8  # of the larger story's words: as much as a second editor leaves
MOST = 0.5  # of the smaller story's words: less is common to many stories of one newsroom
COMPARABLE = 24  # letters; below that a story has no words of its own, and says nothing

# One story, printed on different pages. Short texts are forms more often than not, and a place of
# three letters in the stead of another costs five shingles; so up to `_SHORT` only one slip of a
# letter is forgiven, and above that what `NEARLY_ALL` leaves of each letter more. A figure more may
# be wrong for each `_LETTERS_A_FIGURE`.
_SLIP = 3  # shingles that one letter stands in
_SHORT = 100  # shingles
_LETTERS_A_FIGURE = 300

# A corrected story: points. Three are as much as an unlikely accident; a notice with one slip has
# about eight, a notice of the next day less than two.
CORRECTED = 3.0
_WORDS = 4.0  # all words alike; none at `_FORM`; as many against, at the worst
_FORM = 0.65  # of the words: two meetings of one committee share about as much
_PER_DOUBLING = 1.0  # for each doubling of the shared words beyond `_USUAL`, one less below it
_USUAL = 100  # shingles: about a notice
_MOST_DOUBLINGS = 3.0
_HEADLINE = 1.5  # any headline, alike; the first share of it a page's standing heads have too
_HEADLINE_DIFFERS = -1.0
_PER_LETTER = 0.1  # for each letter of a headline beyond `_STANDING`
_STANDING = 6  # letters: 今日天气预报
_LONGEST = 20  # letters of a headline beyond which no more is said
_DAY_AGREES = 1.0
_DAY_DIFFERS = -4.0
_FIGURES_AGREE = 2.0  # four figures or more, all alike
_FIGURE_CHANGED = -1.0  # each; twice that where none is left
_DATE_CHANGED = -1.5  # where one of them is a day of the month
_FIGURES_DIFFER = -6.0  # at the worst
_DATE_MARKS = ("日", "号")
_NAMES_AGREE = 0.25  # the same people sit in every meeting
_NAMES_DIFFER = -3.0


class Agreement(StrEnum):
    """What two stories say of one thing."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "unknown"  # one of them, or both, does not say


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two stories have in common; the same both ways.

    ``resemblance`` is the share of all their words that both have, ``containment`` that of the
    smaller one's that the larger has, figures aside. ``shared`` counts these words, in shingles;
    ``smaller`` and ``larger`` count each one's, and ``letters`` all of the shorter, headline and
    figures too. ``headline_alike`` runs from 0 to 1, and
    ``headline_letters`` counts those of the shorter headline. ``figures_shared`` counts what both
    have, ``figures_changed`` what stands in the one for what stands in the other, and
    ``figures_added`` what the one has more, as it has a sentence more. ``dates_changed`` is whether
    days of the month are among those that changed.
    """

    same_words: bool
    resemblance: float
    containment: float
    shared: float
    smaller: int
    larger: int
    letters: int
    headline: Agreement
    headline_alike: float
    headline_letters: int
    day: Agreement
    figures: Agreement
    figures_shared: int
    figures_changed: int
    figures_added: int
    dates_changed: bool
    names: Agreement

    @property
    def is_one_story(self) -> bool:
        """Return whether both are one story, wherever they are printed.

        A headline proves nothing, 天气预报 stands over a new story every day. What is too short to
        compare must be the same to the letter.
        """
        if Agreement.DIFFERS in (self.day, self.names):
            return False
        if self.same_words or self.smaller < COMPARABLE:
            return self.same_words and self.smaller > 0
        return (
            self.larger - self.shared <= _slips(self.larger)
            and self.figures_changed + self.figures_added <= self.letters // _LETTERS_A_FIGURE
        )

    @property
    def is_corrected(self) -> bool:
        """Return whether one may be the other mended: a slip, a figure, a headline, a sentence."""
        return self.letters >= COMPARABLE and (self.is_one_story or self.points >= CORRECTED)

    @property
    def is_another_of_the_form(self) -> bool:
        """Return whether words or headline are alike, and yet the two tell of different things."""
        alike = self.containment > MOST or self.headline is Agreement.AGREES
        told = self.dates_changed or self.figures_changed > self.figures_shared
        told_apart = told or Agreement.DIFFERS in (self.day, self.names)
        return alike and told_apart and not self.is_one_story and not self.is_corrected

    @property
    def points(self) -> float:
        """Return what speaks for one story mended, less what speaks for two of a form."""
        return (
            self._of_words
            + self._of_headline
            + self._of_figures
            + _points(self.day, _DAY_AGREES, _DAY_DIFFERS)
            + _points(self.names, _NAMES_AGREE, _NAMES_DIFFER)
        )

    @property
    def _of_words(self) -> float:
        alike = max(-_WORDS, _WORDS * (self.containment - _FORM) / (1 - _FORM))
        most = _MOST_DOUBLINGS if self.containment >= _FORM else 0.0
        doublings = math.log2(max(1.0, self.shared) / _USUAL)
        return alike + _PER_DOUBLING * min(doublings, most)

    @property
    def _of_headline(self) -> float:
        if self.headline is Agreement.UNKNOWN:
            return 0
        letters = min(self.headline_letters, _LONGEST) - _STANDING
        agrees = _HEADLINE + _PER_LETTER * max(0, letters)
        return _HEADLINE_DIFFERS + (agrees - _HEADLINE_DIFFERS) * self.headline_alike

    @property
    def _of_figures(self) -> float:
        if self.figures_changed:
            changed = self.figures_changed - (self.day is Agreement.DIFFERS)  # it is one of them
            share = self.figures_changed / (self.figures_shared + self.figures_changed)
            dates = _DATE_CHANGED * (self.dates_changed and self.day is not Agreement.DIFFERS)
            return max(_FIGURES_DIFFER, _FIGURE_CHANGED * changed * (1 + share) + dates)
        return min(_FIGURES_AGREE, (1 + self.figures_shared) / 2) if self.figures_shared else 0


def compare(one: Signature, other: Signature) -> Comparison:
    """Compare two stories by their signatures."""
    shared = shared_shingles(one, other)
    smaller, larger = sorted((one.shingles, other.shingles))
    figures_shared = _in_common(one.figures, other.figures)
    fewer, more = sorted((len(one.figures), len(other.figures)))
    alike = _headline_alike(one.headline, other.headline)
    headlines = one.headline, other.headline
    return Comparison(
        same_words=one.digest == other.digest,
        resemblance=shared / max(1, smaller + larger - shared),
        containment=shared / max(1, smaller),
        shared=shared,
        smaller=smaller,
        larger=larger,
        letters=min(one.length, other.length),
        headline=_agreement(known=all(headlines), agrees=one.headline == other.headline),
        headline_alike=alike,
        headline_letters=min(len(headline) for headline in headlines),
        day=_days(one.day, other.day),
        figures=_agreement(known=bool(one.figures or other.figures), agrees=figures_shared == more),
        figures_shared=figures_shared,
        figures_changed=fewer - figures_shared,
        figures_added=more - fewer,
        dates_changed=_dates_changed(one.figures, other.figures),
        names=_names(one.names, other.names),
    )


def are_one_story(one: Signature, other: Signed) -> bool:
    """Return whether two stories are one, wherever they are printed; see `Comparison`."""
    smaller, larger = sorted((one.shingles, other.shingles))
    if one.digest != other.digest and larger - smaller > _slips(larger):
        return False  # as their lengths tell, of most that share a sentence
    return compare(one, other.whole).is_one_story


def _slips(larger: int) -> float:
    """Return how many shingles of the larger story may be missing in the smaller."""
    return _SLIP + (1 - NEARLY_ALL) * max(0, larger - _SHORT)


def _points(agreement: Agreement, agrees: float, differs: float) -> float:
    return {Agreement.AGREES: agrees, Agreement.DIFFERS: differs}.get(agreement, 0.0)


def _agreement(*, known: bool, agrees: bool) -> Agreement:
    if not known:
        return Agreement.UNKNOWN
    return Agreement.AGREES if agrees else Agreement.DIFFERS


def _dates_changed(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether each has a day of the month that the other lacks."""
    if one == other:
        return False
    first, second = (
        [figure for figure in figures if figure.endswith(_DATE_MARKS)] for figures in (one, other)
    )
    return _in_common(first, second) < min(len(first), len(second))


def _in_common(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """Count what two lists both have, each as often as the one that has it less often."""
    if one == other:
        return len(one)
    if set(one).isdisjoint(other):
        return 0
    return (Counter(one) & Counter(other)).total()


def _headline_alike(one: str, other: str) -> float:
    """Return how much of two headlines is alike: of their pairs of letters, and ends count too."""
    if one == other:
        return 1.0
    first, second = (list(pairwise(f"\n{headline}\n")) for headline in (one, other))
    return 2 * _in_common(first, second) / (len(first) + len(second))


def _days(one: Day | None, other: Day | None) -> Agreement:
    if one is None or other is None:
        return Agreement.UNKNOWN
    years = None in (one[2], other[2]) or one[2] == other[2]
    return _agreement(known=True, agrees=years and one[:2] == other[:2])


def _names(one: tuple[str, ...], other: tuple[str, ...]) -> Agreement:
    """Compare names: half of the fewer are enough to agree, none at all to differ."""
    fewer = min(len(one), len(other))
    shared = len({*one}.intersection(other))
    return _agreement(known=fewer > 0 and not 0 < shared < fewer / 2, agrees=shared > 0)
