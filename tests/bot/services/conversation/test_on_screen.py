"""What is on the screen is told from what was shown of late."""

from dataclasses import replace

from bot.model import AnswerMessage, Inquiry, Way
from bot.services.conversation.on_screen import OnScreen, on_screen

LIST = AnswerMessage(Inquiry(Way.SEARCH, "食品"), 7, 10, 7, articles=(3, 1))
OTHER = replace(LIST, message_id=11, articles=(5, 6), inquiry=Inquiry(Way.QUESTION, "桥"))
STORY = replace(LIST, message_id=12, articles=(1,), whole=True)
NEAR = replace(OTHER, message_id=13, near=True)


def test_where_nothing_was_shown_nothing_is() -> None:
    assert on_screen([]) == OnScreen()
    assert on_screen([replace(LIST, articles=())]) == OnScreen()


def test_the_first_of_a_list_is_at_hand() -> None:
    screen = on_screen([LIST, OTHER])
    assert screen.story == 3
    assert screen.listed == screen.topic == LIST


def test_behind_a_story_is_the_list_that_has_it() -> None:
    screen = on_screen([STORY, OTHER, LIST])
    assert screen.story == 1
    assert screen.listed == LIST


def test_behind_what_a_story_answers_is_the_list_that_has_it() -> None:
    asked = replace(STORY, whole=False, inquiry=Inquiry(Way.STORY, "多少钱", story=1))
    screen = on_screen([asked, OTHER, LIST])
    assert (screen.story, screen.is_asked) == (1, True)
    assert not on_screen([replace(asked, whole=True), LIST]).is_asked
    assert screen.listed == LIST
    assert screen.topic == asked


def test_behind_a_story_of_no_list_is_the_last_one() -> None:
    assert on_screen([replace(STORY, articles=(9,)), OTHER, LIST]).listed == OTHER


def test_what_is_only_near_can_be_opened_and_is_no_topic_beside_an_answer() -> None:
    screen = on_screen([NEAR, STORY, LIST])
    assert screen.listed == NEAR
    assert screen.topic == STORY


def test_where_nothing_was_answered_the_topic_is_what_was_nearest() -> None:
    assert on_screen([NEAR]).topic == NEAR
