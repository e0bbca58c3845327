"""What is in doubt of a page, for a person to look at."""

from dataclasses import dataclass
from enum import StrEnum


class DoubtKind(StrEnum):
    """What a person should look at before a page is taken for read; the values that each takes."""

    NO_DAY = "no_day"  # nothing: the day is unknown
    FUTURE_DAY = "future_day"  # the day, more than two days ahead
    IMPOSSIBLE_DAY = "impossible_day"  # the day as printed: 11月31日
    LABEL = "label"  # the page's label, what speaks against it (another label, the file's name)
    OTHER_VERSION = "other_version"  # what the page is called that it may be a new version of
    HEADLINES = "headlines"  # how many stories, of how many characters: few headlines were found
    ODD_HEADLINE = "odd_headline"  # a headline that may be none
    NO_HEADLINE = "no_headline"  # the beginning of a text that stands under no headline
    UNSURE_HEADLINE = "unsure_headline"  # a line taken for a headline that may be something else
    UNSURE_TEXT = "unsure_text"  # a line taken for text that may be something else
    UNSURE_FURNITURE = "unsure_furniture"  # a line left out that may belong to a story
    UNSURE_ORDER = "unsure_order"  # how many lines, the first: columns may be read in another order
    UNSURE_WORDS = "unsure_words"  # how many lines, the first: the words in a picture are not clear
    UNKNOWN_SITE = "unknown_site"  # nothing: the page of a site that is not known
    MISSING_TEXT = "missing_text"  # how many headlines, the first: their text is not in the folder
    UNSURE_MORE = "unsure_more"  # how many more lines may be something else


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at, without its wording: texts belong to who shows them."""

    kind: DoubtKind
    values: tuple[str, ...] = ()
