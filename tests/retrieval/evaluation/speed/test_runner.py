from pathlib import Path

import pytest

from retrieval.analysis.analyzer import terms
from retrieval.evaluation.speed.passages import written
from retrieval.evaluation.speed.runner import measure
from retrieval.evaluation.speed.sampling import sample_questions
from retrieval.evaluation.speed.trial import Bench

PASSAGES = 60
PEER = "SQLite FTS5"  # the one that comes with Python


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    corpus = written(tmp_path, PASSAGES)
    bags = "".join(" ".join(terms(text)) + "\n" for text in corpus.texts_in_order())
    corpus.bags.write_text(bags, encoding="utf-8")
    sample_questions(corpus.texts_in_order(), PASSAGES, 12).save(bench.questions)
    return bench


def test_an_engine_is_built_opened_and_asked_and_leaves_nothing(bench: Bench) -> None:
    figures = measure(PEER, PASSAGES, bench)
    assert figures.missing == ""
    assert (figures.engine, figures.passages, figures.questions) == (PEER, PASSAGES, 12)
    assert None not in (figures.build_s, figures.disk_mb, figures.start_s, figures.longest_ms)
    assert figures.p50_ms is not None
    assert figures.p99_ms is not None
    assert figures.p50_ms <= figures.p99_ms
    assert not bench.index.exists()


def test_a_trial_that_fails_is_told_and_what_came_before_stays(bench: Bench) -> None:
    bench.questions.unlink()
    figures = measure(PEER, PASSAGES, bench)
    assert figures.missing == "start ended with 1"
    assert figures.build_s is not None
    assert figures.p50_ms is None
