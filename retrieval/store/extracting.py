"""What is extracted from a story when it is stored: its names, and what it is compared by."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from retrieval.identity import signature
from retrieval.identity.signature import Signature
from retrieval.model import Article
from retrieval.names import extraction
from retrieval.names.name import Name, NameKind


@dataclass(frozen=True, slots=True)
class ExtractedStory:
    """An article, the names that it introduces, and its signature."""

    article: Article
    names: frozenset[Name]
    signature: Signature


@dataclass(frozen=True, slots=True)
class NameExtractor:
    """What finds the names that an article introduces, always the same for a version."""

    version: str
    names: Callable[[Article], frozenset[Name]]

    def extract(self, article: Article) -> ExtractedStory:
        """Return an article with all that is extracted from it."""
        names = self.names(article)
        return ExtractedStory(article, names, signed(article, names))


def signed(article: Article, names: Iterable[Name]) -> Signature:
    """Return an article's signature; who wrote it does not set one story apart from another."""
    compared = [name.text for name in names if name.kind is not NameKind.REPORTER]
    return Signature.of(article, compared)


# The version of names holds the folding's, by which signatures are made too.
EXTRACTOR = NameExtractor(
    f"{extraction.VERSION}, signatures {signature.VERSION}", extraction.extract_names
)
