"""What each ingredient of the ranking brings: ``python -m retrieval.ablation FOLDER [--limit N]``.

Ranks a retrieval set's questions (see `retrieval.evaluate`) as shipped, and again with one
ingredient left out at a time, and prints MRR@10 as a table. What an ingredient brings is what is
lost without it. Passages are ranked for every question, for those too that the bot answers with a
listing.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

from retrieval.analysis.analyzer import tokens
from retrieval.analysis.weighing import weighed
from retrieval.answer.evidence import SHIPPED, Weights
from retrieval.answer.ranking import ranking
from retrieval.beir import SetUnreadable, read_set
from retrieval.evaluate import DEPTH, Finder, archived, evaluate
from retrieval.index.snapshot import Snapshot
from retrieval.query.parse import parse
from retrieval.query.query import Query
from retrieval.search import ranked


def _unlearnt(query: Query) -> Query:
    """Weigh terms by their shares alone."""
    terms = weighed(query.line, {})
    kept = [(term, terms.get(term, weight)) for term, weight in query.terms]
    return replace(query, terms=tuple(kept))


def _unreworded(query: Query) -> Query:
    typed = weighed(query.line)
    return replace(query, terms=tuple(pair for pair in query.terms if pair[0] in typed))


def _words_only(query: Query) -> Query:
    words = {token.text for token in tokens(query.line) if token.is_word}
    return replace(query, terms=tuple(pair for pair in query.terms if pair[0] in words))


def _all_weighed(query: Query) -> Query:
    return replace(query, terms=tuple(weighed(query.line).items()))


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
    best = ranked(snapshot, query.terms, query.names, limit=50, days=query.days)
    ids = (snapshot.article_at(one.passage).id for one in best)
    return list(islice(dict.fromkeys(ids), DEPTH))


WITHOUT: Mapping[str, Finder] = {
    "nothing": _finder(),
    "learnt term weights": _finder(_unlearnt),
    "character bigrams": _finder(_words_only),
    "everyday words in the papers' words": _finder(_unreworded),
    "less weight of filling words": _finder(_all_weighed),
    "names as wholes": _finder(lambda query: replace(query, names=())),
    "the day as evidence": _finder(lambda query: replace(query, days=None)),
    "the article": _finder(weights=replace(SHIPPED, article=0.0)),
    "the best sentence": _finder(weights=replace(SHIPPED, sentence=0.0)),
    "a headline named whole": _finder(weights=replace(SHIPPED, headline=0.0)),
    "the kind of thing asked for": _finder(weights=replace(SHIPPED, kind=0.0)),
    "all evidence but the passage's score": _first_stage,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; give its exit status."""
    parser = argparse.ArgumentParser(prog="python -m retrieval.ablation", description=__doc__)
    parser.add_argument("folder", type=Path, help="corpus.jsonl, queries.jsonl, qrels.tsv")
    parser.add_argument("--limit", type=int, help="ask only so many questions")
    chosen = parser.parse_args(arguments)
    try:
        asked = read_set(chosen.folder, chosen.limit)
    except SetUnreadable as fault:
        parser.exit(2, f"{fault}\n")
    if not asked.questions:
        parser.exit(2, f"{chosen.folder}: no question has a relevant document\n")
    into = archived(asked.articles)
    sys.stdout.write(f"| without | MRR@{DEPTH} | lost |\n|---|---|---|\n")
    shipped = None
    for name, find in WITHOUT.items():
        mrr = evaluate(asked, into, find).mrr
        shipped = mrr if shipped is None else shipped
        sys.stdout.write(f"| {name} | {mrr:.4f} | {shipped - mrr:+.4f} |\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
