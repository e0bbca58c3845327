"""What a subscription asks for: a filter, or everything.

A saved search says the same as another, however it is typed, if both ask for the same words in the
same fields; so it is told apart by its clauses alone.
"""

from dataclasses import replace

from bot.model.everything import EVERYTHING, is_everything
from retrieval.query import Clause, Filter

LONGEST = 500  # characters of a query


def filter_of(query: str) -> Filter | None:
    """Return the filter that a query is, as /search reads it; None for everything."""
    return None if is_everything(query) else Filter.parse(query)


def folded(query: str) -> str:
    """Return what tells a query from others of a target: its clauses, in an order of their own.

    It says the same as the query. Signs, case, and the order of clauses and of alternatives make
    no difference. Empty for a query without words.
    """
    wanted = filter_of(query)
    if wanted is None:
        return EVERYTHING
    said = " ".join(sorted(set(map(_clause, wanted.clauses))))
    return f'"{said}"' if is_everything(said) else said


def looks_for_nothing(query: str) -> bool:
    """Return whether no story can pass: nothing is asked for, or only what must not stand."""
    wanted = filter_of(query)
    return wanted is not None and all(clause.excluded for clause in wanted.clauses)


def _clause(clause: Clause) -> str:
    return str(replace(clause, words=tuple(sorted(set(clause.words)))))
