"""Learning what questions tell: the parts that come out, and the table that is printed."""

import json
from pathlib import Path

import pytest

from retrieval.analysis.weighing import ALWAYS, weighed
from retrieval.evaluation.learning import DOCUMENTS, Example, fit, loss, main


def examples(copies: int) -> list[Example]:
    return [
        Example((ALWAYS, f"is {word}"), document, held)
        for document in range(copies)
        for word, held in (("什么", False), ("大桥", True), ("通车", document % 2 == 0))
    ]


def test_what_answers_hold_is_likelier_than_what_they_do_not() -> None:
    parts = fit(examples(40))
    assert parts["is 大桥"] > parts["is 通车"] > parts["is 什么"]


def test_features_of_few_documents_are_not_kept() -> None:
    assert fit(
        examples(DOCUMENTS - 1) + [Example((ALWAYS,), n, True) for n in range(20)]
    ).keys() == {ALWAYS}


def test_learning_lowers_the_loss() -> None:
    seen = examples(40)
    assert loss(seen, fit(seen)) < loss(seen, {ALWAYS: 0.0})


def test_the_table_is_what_weighing_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = [f"{place}大桥在三月通车。" for place in "东西南北中上下左右前后里外"]
    documents = [{"id": str(n), "title": "", "text": text} for n, text in enumerate(texts)]
    asked = [{"id": str(n), "text": f"{text[:3]}什么时候通车?"} for n, text in enumerate(texts)]
    judged = [f"{n}\t{n}\t1" for n in range(len(texts))]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, documents)))
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, asked)))
    (tmp_path / "qrels.tsv").write_text("\n".join(judged))
    assert main([str(tmp_path)]) == 0
    made_by, *rows = capsys.readouterr().out.splitlines()
    assert made_by.startswith("# python -m retrieval.evaluation learn")
    lines = (row.split("\t") for row in rows)
    table = {feature: float(part) for feature, part in lines}
    weights = weighed("大桥什么时候通车", table)
    assert weights["通车"] > weights["什么"]
