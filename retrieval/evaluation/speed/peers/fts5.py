"""SQLite's FTS5: unicode61 with white space alone between terms, without the texts."""

import sqlite3
from pathlib import Path

from retrieval.evaluation.speed.engine import TOP, Ask, Corpus, Engine
from retrieval.evaluation.speed.questions import Question

_FILE = "fts5.sqlite"
_TABLE = """
CREATE VIRTUAL TABLE passages USING fts5(
    bag, content='',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'"
)
"""
_FOUND = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"


def _build(corpus: Corpus, folder: Path) -> None:
    connection = sqlite3.connect(folder / _FILE)
    with connection:
        connection.execute(_TABLE)
        rows = enumerate(corpus.bags_in_order())
        connection.executemany("INSERT INTO passages(rowid, bag) VALUES (?, ?)", rows)
        connection.execute("INSERT INTO passages(passages) VALUES ('optimize')")
    connection.close()


def _opened(folder: Path) -> Ask:
    connection = sqlite3.connect(folder / _FILE)

    def ask(question: Question) -> list[int]:
        query = " OR ".join('"' + term.replace('"', '""') + '"' for term in question.terms)
        if not query:
            return []
        return [place for (place,) in connection.execute(_FOUND, (query, TOP))]

    return ask


ENGINE = Engine(_build, _opened)
