import json
import shutil
from pathlib import Path

import pytest

from retrieval.evaluation.speed.answering import AnswerBench
from retrieval.evaluation.speed.answers import measure_answers
from retrieval.evaluation.speed.bench_source import BenchSource
from retrieval.evaluation.speed.kinds import KINDS
from retrieval.evaluation.speed.passages import CorpusUnreadable

SAMPLES = Path("data/samples")


def test_each_kind_is_timed_and_weighed_on_a_made_up_paper(tmp_path: Path) -> None:
    figures = measure_answers(300, AnswerBench(tmp_path), texts=2)
    assert [one.kind for one in figures] == list(KINDS)
    assert {one.passages for one in figures} == {300}
    measured = [one for one in figures if one.asked]
    assert {one.kind for one in measured} >= set(KINDS) - {"nearest", "nothing"}
    for one in measured:
        assert one.p50_ms is not None
        assert one.p99_ms is not None
        assert one.p50_ms <= one.p99_ms
    weighed = {one.kind: one for one in figures if one.peak_mb is not None}
    assert {"question", "words", "inline", "latest"} <= set(weighed)
    assert all((one.longest_mb or 0) <= (one.peak_mb or 0) for one in weighed.values())


def test_the_pages_of_a_folder_are_asked_as_an_archive(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES, tmp_path / "pages")
    work = tmp_path / "work"
    work.mkdir()
    material = BenchSource.of(tmp_path / "pages", work)
    stories = list(material.stories() or ())
    assert material.shown == "pages"
    assert "虎荣鑫走访二七经开区食品企业" in " ".join(one.article.title for one in stories)
    # The archive's file is as good.
    again = tmp_path / "again"
    again.mkdir()
    assert material.bench is not None
    of_file = BenchSource.of(material.bench.archive, again)
    assert list(of_file.stories() or ()) == stories
    figures = measure_answers(len(stories), material.bench, texts=2)
    assert {"question", "reporter", "issue"} <= {one.kind for one in figures}


def test_a_corpus_is_asked_as_stories_without_fields(tmp_path: Path) -> None:
    source = tmp_path / "set"
    source.mkdir()
    text = "区图书馆昨晚延长开放，读者说座位多了，灯也亮了，借书比从前方便，还能预约座位和讲座。"
    rows = [{"title": f"图书馆{at}", "text": text} for at in range(3)]
    (source / "corpus.jsonl").write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
    )
    material = BenchSource.of(source, tmp_path)
    figures = measure_answers(2, AnswerBench(tmp_path), material.folder, texts=2)
    kinds = {one.kind for one in figures}
    assert "words" in kinds
    assert "reporter" not in kinds


@pytest.mark.parametrize("name", ["none.db", "empty"])
def test_a_path_without_print_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusUnreadable):
        BenchSource.of(tmp_path / name, tmp_path / "work")
