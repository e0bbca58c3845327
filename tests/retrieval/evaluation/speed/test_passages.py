import json
from pathlib import Path

import pytest

from retrieval.analysis.analyzer import terms
from retrieval.evaluation.speed.passages import CorpusUnreadable, analysed, stories_in, written


def test_a_folders_documents_are_cut_into_passages_one_a_line(tmp_path: Path) -> None:
    rows = [
        {"_id": "1", "title": "题", "text": "第一段。" * 20 + "\n" + "第二段。" * 20},
        {"_id": "2", "text": "另一篇。"},
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / "corpus.jsonl").write_text(lines + "\n", encoding="utf-8")
    corpus = written(tmp_path, 10, stories_in(tmp_path))
    expected = ["第一段。" * 20, "第二段。" * 20, "另一篇。"]
    assert list(corpus.texts_in_order()) == expected
    assert list(written(tmp_path, 2, stories_in(tmp_path)).texts_in_order()) == expected[:2]


@pytest.mark.parametrize("line", ["{", "[]", '{"title": "无文"}'])
def test_a_folder_without_a_readable_corpus_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(CorpusUnreadable):
        list(stories_in(tmp_path))
    (tmp_path / "corpus.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(CorpusUnreadable):
        list(stories_in(tmp_path))


def test_bags_are_the_analysers_terms_in_step_with_the_texts(tmp_path: Path) -> None:
    corpus = written(tmp_path, 5)
    analysed(corpus)
    bags = [tuple(bag.split()) for bag in corpus.bags_in_order()]
    assert bags == [terms(text) for text in corpus.texts_in_order()]
    assert len(bags) == 5
