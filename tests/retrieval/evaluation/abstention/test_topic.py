"""Learning what is asked of no newspaper."""

import json
from pathlib import Path

import pytest

from retrieval.evaluation.abstention.spoken import spoken
from retrieval.evaluation.abstention.topic import FOLD, Message, learnt, main, messages, parted
from retrieval.query.off_topic import off_topic_odds


def tiny() -> list[Message]:
    places = "东西南北上下左右前后"
    return [
        *(Message(f"{place}边大桥通车", "when", off_topic=False) for place in places),
        *(Message(f"{place}边小猫唱歌", "chat", off_topic=True) for place in places),
    ]


def test_learns_from_few_what_parts_them() -> None:
    parts = learnt(tiny())
    assert off_topic_odds("里边小猫唱歌", parts) > 0 > off_topic_odds("外边大桥通车", parts)
    assert parts["猫"] > 0 > parts["桥"]


def test_what_both_say_tells_little() -> None:
    parts = learnt(tiny())
    assert abs(parts.get("边", 0.0)) < 0.2 * parts["猫"]


def test_the_messages_are_many_each_once_and_of_many_kinds() -> None:
    off = [one for one in messages() if one.off_topic]
    on = [one for one in messages() if not one.off_topic]
    assert len(off) >= 500
    assert len(on) >= 700
    assert len({one.kind for one in off}) >= 25
    assert len({one.text for one in messages()}) == len(messages())


def test_every_fifth_message_is_not_learnt_from() -> None:
    ours, others = parted(tiny())
    assert len(others) == len(tiny()) / FOLD
    assert not set(ours) & set(others)
    assert set(ours) | set(others) == set(tiny())


def test_as_people_say_them_questions_stay_what_they_are() -> None:
    asked = [one.text for one in messages() if not one.off_topic]
    plain = [text for text in asked if off_topic_odds(text) < 0]
    turned = [text for text in plain if off_topic_odds(spoken(text, salt=99)) > 0]
    assert len(plain) > 0.9 * len(asked)
    assert len(turned) < 0.03 * len(plain)


def test_the_table_is_what_the_odds_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = {"id": "1", "title": "大桥", "text": "大桥在三月通车。"}
    (tmp_path / "corpus.jsonl").write_text(json.dumps(document))
    (tmp_path / "queries.jsonl").write_text(json.dumps({"id": "1", "text": "大桥何时通车"}))
    (tmp_path / "qrels.tsv").write_text("1\t1\t1")
    assert main([str(tmp_path)]) == 0
    printed = capsys.readouterr()
    made_by, *rows = printed.out.splitlines()
    assert made_by.startswith("# python -m retrieval.evaluation topic")
    table = {name: float(part) for name, part in (row.split("\t") for row in rows)}
    assert off_topic_odds("给我讲个笑话", table) > 0 > off_topic_odds("大桥何时通车", table)
    assert "auc" in printed.err
