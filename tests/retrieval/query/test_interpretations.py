"""The ways to take a question: what says so, and what of the question is its topic."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analysis.normalise import compact
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.name import Name, NameKind
from retrieval.query.interpretations import Interpretation, Sense, interpretations
from tests.examples import examples

NAMES = Gazetteer.of(
    [
        Name("谢雨桐", NameKind.REPORTER),
        Name("丁一凡", NameKind.REPORTER),
        Name("欧阳建国", NameKind.PERSON, "县委书记"),
        Name("石门水库", NameKind.PLACE),
    ]
)


def taken(question: str) -> tuple[Interpretation, ...]:
    line = compact(question).text
    return interpretations(line, NAMES.find(line), NAMES.is_reporter)


def best(question: str) -> Interpretation:
    """The one that is said most plainly; of equal ones the first."""
    return max(taken(question), key=lambda one: min(one.cue, 1.0))


def said(one: Interpretation) -> str:
    return "".join(one.topic.split())


@pytest.mark.parametrize(
    ("question", "sense"),
    [
        ("谁写的欧阳建国去石门水库", Sense.BYLINE),
        ("谢雨桐写过欧阳建国吗", Sense.STORIES),
        ("不是谢雨桐写的报道", Sense.OTHERS),
        ("除了谢雨桐还有谁写稿", Sense.STAFF),
        ("都有哪些记者", Sense.STAFF),
        ("谁写得最多", Sense.MOST),
        ("谢雨桐写了几篇", Sense.COUNT),
    ],
)
def test_each_way_has_its_cues(question: str, sense: Sense) -> None:
    assert best(question).kind is sense


@pytest.mark.parametrize(
    "question",
    ["石门水库加固花了多少钱", "谁发现了火星", "有谁参加了座谈会", "欧阳建国去了哪里", "你好", ""],
)
def test_without_a_cue_and_a_reporter_there_is_only_the_passage_way(question: str) -> None:
    assert all(one.cue < 0.5 for one in taken(question))


def test_a_reporter_alone_may_be_asked_for_with_no_cue() -> None:
    [one] = taken("谢雨桐")
    assert (one.kind, one.cue, one.by) == (Sense.STORIES, 0.0, ("谢雨桐",))


def test_whoever_is_left_out_is_no_restriction_to_them() -> None:
    one = best("不是谢雨桐写的报道有哪些")
    assert (one.by, one.without) == ((), ("谢雨桐",))
    asked = best("这篇是不是谢雨桐写的")
    assert (asked.by, asked.without) == (("谢雨桐",), ())


def test_more_cues_say_more() -> None:
    weak, strong = best("谢雨桐的稿子"), best("记者谢雨桐写的稿子")
    assert weak.cue < strong.cue


def test_something_else_that_is_written_speaks_against_a_story() -> None:
    song, story = best("谁写的歌词"), best("谁写的报道")
    assert song.cue < story.cue


@pytest.mark.parametrize("around", ["你好，{}", "麻烦帮我看看{}", "{}，谢谢您", "我妈让我问一下{}"])
def test_the_topic_is_free_of_what_is_said_around(around: str) -> None:
    wrapped = best(around.format("谢雨桐写过苹果没有"))
    assert said(wrapped).replace("，", "").strip(",") == said(best("谢雨桐写过苹果没有"))
    assert "苹果" in said(wrapped)


def test_a_word_inside_of_a_longer_one_is_no_cue_word() -> None:
    assert "写字楼" in said(best("谢雨桐报道写字楼"))


@settings(max_examples=examples(200))
@given(
    st.text(alphabet="谢雨桐丁一凡谁写的最多除了不是几篇记者有哪些，？ 报道欧阳建国", max_size=40)
)
def test_a_topic_is_as_long_as_its_line_and_takes_nothing_else(question: str) -> None:
    line = compact(question).text
    for one in taken(question):
        assert len(one.topic) == len(line)
        assert all(char in (" ", typed) for char, typed in zip(one.topic, line, strict=True))
        assert one.cue >= 0 or one.kind in (Sense.BYLINE, Sense.COUNT)
        assert not set(one.by) & set(one.without) or one.kind is Sense.STAFF
