"""Where a question asks for the newest."""

import pytest

from retrieval.query.recency import newest_asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("加沙停火最新消息", "最新消息"),
        ("水库加固最新进展怎么样了", "最新进展怎么样了"),
        ("进博会近况", "近况"),
        ("卢浮宫的案子后来呢", "后来呢"),
        ("水库现在怎么样了", "现在怎么样了"),
        ("鲁县长最近去了哪", "最近"),
    ],
)
def test_words_for_the_newest_are_found(text: str, asked: str) -> None:
    assert [text[start:end] for start, end in newest_asked(text)] == [asked]


@pytest.mark.parametrize("text", ["石门水库工程进度", "水库加固", "他后来当了县长"])
def test_other_words_ask_for_no_newest(text: str) -> None:
    assert list(newest_asked(text)) == []
