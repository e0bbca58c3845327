"""Sets of articles, and what is ranked, in the cluster's own words.

A set is asked of **first** passages' documents, one for each article, where it is exact; or of all
passages, whose filter it is: there a string that stands somewhere in an article is told by its
terms only, so that a few passages of other articles may come, and none is missing.
"""

import functools
import re
from collections.abc import Iterator, Sequence

from retrieval.analysis.bigrams import BIGRAM, bigrams
from retrieval.analysis.keys import key_of
from retrieval.analysis.normalise import HAN
from retrieval.index.document_store import Role
from retrieval.index.lookups import By
from retrieval.index.snapshot import is_searchable
from retrieval.opensearch.tokens import key_token, phrases
from retrieval.searcher.sets import (
    Articles,
    ArticleSet,
    Both,
    Containing,
    Credited,
    Either,
    Keyed,
    Termed,
    Titled,
    Without,
)

Query = dict[str, object]

FIELDS = {
    By.OWN_DAY: "own_day",
    By.DAY: "day",
    By.NEWEST_ISSUE: "newest",
    By.PRINTED_DAY: "printed_days",
    By.LABEL: "labels",
    By.PAPER: "papers",
    By.ISSUE: "issues",
    By.PAGE: "pages",
}
ROLES = {
    Role.REPORTER: "reporters",
    Role.CORRESPONDENT: "correspondents",
    Role.PHOTOGRAPHER: "photographers",
}
EVERYTHING: Query = {"match_all": {}}
NOTHING: Query = {"match_none": {}}
FIRST: Query = {"term": {"first": True}}
UNFETCHED: Query = {"_source": False, "stored_fields": "_none_", "track_total_hits": False}
"""Of a search whose documents tell their sort values, or fields that lie apart: no more is read."""

_AT_ONCE = 60_000  # values that one clause may have: the cluster's limit is 65,536
_INTEGERS = {By.OWN_DAY, By.DAY, By.PRINTED_DAY}
_INTEGER = (1 << 31) - 1
_RUN = re.compile(rf"[{HAN}]+")


def any_of(field: str, values: Sequence[int | str]) -> Query:
    """Return a query for documents with one of some values in a field."""
    lots = [values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE)]
    return any_query([{"terms": {field: list(lot)}} for lot in lots])


def any_query(queries: Sequence[Query]) -> Query:
    """Return a query for documents that any of some queries finds."""
    if not queries:
        return NOTHING
    return queries[0] if len(queries) == 1 else {"bool": {"should": list(queries)}}


def all_queries(queries: Sequence[Query]) -> Query:
    """Return a query for documents that all of some queries find."""
    meant = [query for query in queries if query is not EVERYTHING]
    if not meant:
        return EVERYTHING
    return meant[0] if len(meant) == 1 else {"bool": {"filter": meant}}


def termed(term: str, field: str = "terms") -> Query:
    """Return a query for passages with a term in them or in their titles."""
    return {"term": {field: key_token(key_of(term))}}


def standing(word: str, *fields: str) -> Query:
    """Return a query for documents in one of whose fields of characters a string stands."""
    said = phrases(word)
    if not said:
        return EVERYTHING
    return any_query([{"match_phrase": {field: one}} for field in fields for one in said])


def whole(word: str) -> Query:
    """Return a query for the passages that a compact string stands in, or their titles.

    A mark alone stands nowhere.
    """
    if not is_searchable(word):
        return NOTHING
    if is_pair(word):
        return termed(word)
    needed = [termed(pair) for pair in needed_pairs(word)]
    return all_queries([*needed, standing(word, "chars", "title_chars")])


def is_pair(word: str) -> bool:
    """Return whether a string is two Chinese characters: a term of every text it stands in."""
    return len(word) == BIGRAM and _RUN.fullmatch(word) is not None


def needed_pairs(word: str) -> list[str]:
    """Return the bigrams, each once, of any text that a compact string stands in."""
    runs = _RUN.findall(word)
    return list(dict.fromkeys(pair for run in runs for _, pair in bigrams(run)))


def of_articles(said: ArticleSet) -> Query:
    """Return a query for the first passages of the articles of a set."""
    return all_queries([FIRST, _query(said, exact=True)])


def of_passages(said: ArticleSet) -> Query:
    """Return a query for the passages of the articles of a set, and maybe of some others."""
    return _query(said, exact=False)


def inexact(said: ArticleSet) -> Iterator[ArticleSet]:
    """Yield the parts of a set for which `of_passages` has more than the set."""
    match said:
        case Both(left, right) | Either(left, right) | Without(left, right):
            yield from inexact(left)
            yield from inexact(right)
        case Containing(word) if not is_pair(word):
            yield said


def replaced(said: ArticleSet, known: dict[ArticleSet, ArticleSet]) -> ArticleSet:
    """Return a set with what is known of its parts in their place."""
    match said:
        case Both(left, right):
            return Both(replaced(left, known), replaced(right, known))
        case Either(left, right):
            return Either(replaced(left, known), replaced(right, known))
        case Without(left, right):
            return Without(replaced(left, known), replaced(right, known))
        case _:
            return known.get(said, said)


def _query(said: ArticleSet, *, exact: bool) -> Query:
    """Return a query for a set; on all passages it may find more unless ``exact`` is asked for."""
    of = functools.partial(_query, exact=exact)
    match said:
        case Both():
            return all_queries([of(part) for part in _parts(said, Both)])
        case Either():
            return any_query([of(part) for part in _parts(said, Either)])
        case Without(left, right) if exact or not any(inexact(right)):
            return {"bool": {"filter": [of(left)], "must_not": [of(right)]}}
        case Without(left, _):
            return of(left)
        case _:
            return _plain(said, exact=exact)


def _plain(said: ArticleSet, *, exact: bool) -> Query:
    """Return a query for a set that is not made of others."""
    found = EVERYTHING
    match said:
        case Articles(ids):
            found = any_of("article", sorted(ids))
        case Keyed(by, ranges):
            found = _keyed(by, ranges)
        case Containing(word):
            found = _containing(word, exact=exact)
        case Titled(word):
            found = standing(word, "title_chars")
        case Termed(term):
            found = termed(term, "story_terms")
        case Credited(people, roles):
            fields = [field for role, field in ROLES.items() if roles & role]
            found = any_query([any_of(field, sorted(people)) for field in fields if people])
    return found


def _parts(said: ArticleSet, kind: type[Both] | type[Either]) -> Iterator[ArticleSet]:
    """Yield what a chain of sets is made of: queries nest less deep so."""
    if isinstance(said, kind):
        yield from _parts(said.left, kind)
        yield from _parts(said.right, kind)
    else:
        yield said


def _containing(word: str, *, exact: bool) -> Query:
    if not is_searchable(word):
        return NOTHING
    if is_pair(word):
        return termed(word, "story_terms")
    needed = [termed(pair, "story_terms") for pair in needed_pairs(word)]
    if exact:
        needed.append(standing(word, "story_chars", "title_chars"))
    return all_queries(needed)


def _keyed(by: By, ranges: Sequence[tuple[int, int]]) -> Query:
    field = FIELDS[by]
    if by in _INTEGERS:
        ranges = [(max(a, -_INTEGER), min(b, _INTEGER)) for a, b in ranges]
    points = [first for first, last in ranges if first == last]
    wide: list[Query] = [
        {"range": {field: {"gte": first, "lte": last}}} for first, last in ranges if first < last
    ]
    return any_query([*([any_of(field, points)] if points else []), *wide])
