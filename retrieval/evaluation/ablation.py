"""What each ingredient brings: ``python -m retrieval.evaluation ablation FOLDER [FOLDER ...]``.

Ranks the questions of retrieval sets (see `retrieval.evaluation.ranking`) as shipped, and again
with one ingredient left out at a time, and prints a table: MRR@10, and what is lost without each,
which is what it brings. A set has a column of its own and, with ``--together``, the documents of
all of them beside its own. Passages are ranked for every question, for those too that the bot
answers with a listing.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice

from retrieval.analysis.analyzer import tokens
from retrieval.answer.ranking import ranking
from retrieval.answer.rescoring import SHIPPED, Weights
from retrieval.answer.search import ranked
from retrieval.evaluation.arguments import over_sets, set_of
from retrieval.evaluation.ranking import DEPTH, Finder, archived, evaluate
from retrieval.evaluation.retrieval_set import together
from retrieval.index.snapshot import Snapshot
from retrieval.query.days import Days
from retrieval.query.parse import parse
from retrieval.query.query import Query, Unit
from retrieval.query.terms import query_terms


def _reweighed(
    weigh: Callable[[Sequence[Unit], str, Days | None], tuple[tuple[str, float], ...]],
) -> Callable[[Query], Query]:
    """Return what weighs the terms of a query anew, if it is one for passages."""

    def changed(query: Query) -> Query:
        if query.small_talk:
            return query
        return replace(query, terms=weigh(query.units, query.line, query.days))

    return changed


def _words_only(query: Query) -> Query:
    texts = [query.line, *(wording for unit in query.units for wording in unit.wordings)]
    words = {token.text for text in texts for token in tokens(text) if token.is_word}
    return replace(query, terms=tuple(pair for pair in query.terms if pair[0] in words))


def _finder(
    changed: Callable[[Query], Query] = lambda query: query, weights: Weights = SHIPPED
) -> Finder:
    def find(snapshot: Snapshot, question: str, today: date) -> list[int]:
        query = changed(parse(question, snapshot, today))
        best = (
            snapshot.article_at(one.passage).id for one in ranking(snapshot, query, None, weights)
        )
        return list(islice(dict.fromkeys(best), DEPTH))

    return find


def _first_stage(snapshot: Snapshot, question: str, today: date) -> list[int]:
    query = parse(question, snapshot, today)
    best = ranked(snapshot, query.terms, query.wholes, limit=50, days=query.days)
    ids = (snapshot.article_at(one.passage).id for one in best)
    return list(islice(dict.fromkeys(ids), DEPTH))


WITHOUT: Mapping[str, Finder] = {
    "nothing": _finder(),
    "learnt term weights": _finder(_reweighed(partial(query_terms, learnt={}))),
    "character bigrams": _finder(_words_only),
    "everyday words in the papers' words": _finder(_reweighed(partial(query_terms, reworded=0.0))),
    "less weight of filling words": _finder(_reweighed(partial(query_terms, filler=1.0))),
    "names asked for by others, days in print": _finder(lambda query: replace(query, wholes=())),
    "the day as evidence": _finder(lambda query: replace(query, days=None)),
    "the article": _finder(weights=replace(SHIPPED, article=0.0)),
    "the best sentence": _finder(weights=replace(SHIPPED, sentence=0.0)),
    "a headline named whole": _finder(weights=replace(SHIPPED, headline=0.0)),
    "the kind of thing asked for": _finder(weights=replace(SHIPPED, kind=0.0)),
    "all evidence but the passage's score": _first_stage,
}


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    parser = over_sets("ablation", __doc__, folders="+")
    parser.add_argument("--together", action="store_true", help="look in all sets' documents")
    chosen = parser.parse_args(arguments)
    sets = [set_of(parser, folder, chosen.limit) for folder in chosen.folder]
    if chosen.together:
        sets = together(sets)
        into = [archived(sets[0].articles)] * len(sets)
    else:
        into = [archived(asked.articles) for asked in sets]
    heads = (f" {folder.resolve().name}, MRR@{DEPTH} | lost |" for folder in chosen.folder)
    sys.stdout.write(f"| without |{''.join(heads)}\n|---|{'---|---|' * len(sets)}\n")
    shipped: list[float] = []
    for name, find in WITHOUT.items():
        mrrs = [evaluate(*pair, find).mrr for pair in zip(sets, into, strict=True)]
        shipped = shipped or mrrs
        pairs = zip(mrrs, shipped, strict=True)
        cells = (f" {mrr:.4f} | {whole - mrr:+.4f} |" for mrr, whole in pairs)
        sys.stdout.write(f"| {name} |{''.join(cells)}\n")
        sys.stdout.flush()
    return 0
