"""What is ranked, in the cluster's own words: scores that are about the local index's.

The terms of a passage and its title count in one field, as the local index counts them, so that a
term's part of a score is the same (`retrieval.index.bm25`) but for how exactly a length is kept.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from retrieval.analysis.keys import key_of
from retrieval.index.snapshot import needed_terms
from retrieval.opensearch.queries import (
    EVERYTHING,
    UNFETCHED,
    Query,
    any_query,
    is_pair,
    of_passages,
    whole,
)
from retrieval.opensearch.tokens import HALF, ONCE, key_token
from retrieval.searcher.searcher import Ranked
from retrieval.searcher.sets import ArticleSet, Either, Without

LEAST = 100
"""Passages that are looked for at least."""
TIMES = 3
"""Times the limit that passages are looked for."""
ROUGHLY = 4
"""Times as many, where a string is of no terms, which tell how often it stands in a passage."""

_MOST = 10_000  # passages that the cluster returns
_MOST_TERMS = 512  # clauses; the cluster's limit is 1,024
_LEAST_BOOST = 1e-6
_SHARE = 0.5  # of all passages that have one of two tokens


def near(asked: Ranked) -> ArticleSet | None:
    """Return the articles that count for their days, or None."""
    if asked.on is None or asked.after is None:
        return asked.on or asked.after
    return Either(asked.on, asked.after)


def counted_for(asked: Sequence[Ranked]) -> tuple[list[str], list[str]]:
    """Return the terms and the wholes whose frequencies `ranked` wants."""
    wholes = list(dict.fromkeys(word for one in asked for word, _ in one.wholes))
    return list(dict.fromkeys(term for word in wholes for term in needed_terms(word))), wholes


def ranked(
    asked: Ranked, idf: Callable[[int], float], often: Mapping[str, int], days: int
) -> Mapping[str, object] | None:
    """Return the search for the best passages; None where nothing could score.

    ``often`` are the frequencies of what `counted_for` names; so many passages are `near`.
    """
    clauses = [
        *_terms(asked.terms),
        *(_whole(word, weight, idf, often) for word, weight in asked.wholes if often[word]),
    ]
    if days:
        clauses += _days(asked, idf(days))
    if not clauses:
        return None
    rough = any(often[word] and not needed_terms(word) for word, _ in asked.wholes)
    size = max(TIMES * asked.limit, LEAST) * (ROUGHLY if rough else 1)
    among = of_passages(asked.among)
    return {
        "query": {
            "bool": {
                "should": clauses,
                "minimum_should_match": 1,
                **({} if among is EVERYTHING else {"filter": [among]}),
            }
        },
        "size": min(size, _MOST),
        "sort": ["_score", "article", "ordinal"],
        "docvalue_fields": ["article"],
        **UNFETCHED,
    }


def _terms(terms: Sequence[tuple[str, float]]) -> list[Query]:
    weights: dict[str, float] = {}
    for term, weight in terms:
        weights[term] = weights.get(term, 0.0) + weight
    heaviest = sorted(weights.items(), key=lambda pair: -pair[1])[:_MOST_TERMS]
    return [_boosted(key_token(key_of(term)), weight) for term, weight in heaviest if weight > 0]


def _whole(
    word: str, weight: float, idf: Callable[[int], float], often: Mapping[str, int]
) -> Query:
    """Return a query that scores a string as the scarcest of its terms, with the string's idf."""
    if is_pair(word):
        return _boosted(key_token(key_of(word)), weight)
    needed = [term for term in needed_terms(word) if often[term]]
    worth = weight * idf(often[word])
    if not needed:
        return _each(ONCE, worth, whole(word))
    rarest = min(needed, key=often.__getitem__)
    boosted = _boosted(key_token(key_of(rarest)), worth / idf(often[rarest]))
    return {"bool": {"must": [boosted], "filter": [whole(word)]}}


def _days(asked: Ranked, worth: float) -> list[Query]:
    found = []
    if asked.on is not None:
        found.append(_each(ONCE, worth, of_passages(asked.on)))
    if asked.after is not None:
        later = asked.after if asked.on is None else Without(asked.after, asked.on)
        found.append(_each(HALF, worth, of_passages(later)))
    return found


def _each(tokens: Sequence[str], worth: float, among: Query) -> Query:
    """Return a query that scores passages as a term does that all of them have, worth so much."""
    idf = float(np.log1p((1 - _SHARE) / _SHARE))
    return {
        "bool": {
            "must": [any_query([_boosted(token, worth / idf) for token in tokens])],
            "filter": [among],
        }
    }


def _boosted(token: str, boost: float) -> Query:
    # None is below 0, which the cluster refuses: what is counted may change on the way.
    return {"term": {"terms": {"value": token, "boost": max(boost, _LEAST_BOOST)}}}
