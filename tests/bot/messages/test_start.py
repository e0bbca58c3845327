import pytest

from bot.messages.catalogue import Texts
from bot.messages.keys import ByReporter, ByTitle, Latest
from bot.messages.start import start_screen, title_question
from bot.messages.texts import EN, HANT, ZH
from bot.services.wishes import wish_of
from bot.services.wishes.wish import SubscribeTo
from retrieval.model import Answer, AnswerKind, Remark, RemarkKind
from tests.bot.messages.samples import hit


def test_three_questions_come_from_the_newest_bulletin() -> None:
    hits = (hit(1, reporters=()), hit(2, reporters=("景静",)), hit(3, title="党课"))
    screen = start_screen(Answer("", AnswerKind.LISTING, hits, 3), "你好", ZH)
    assert [button.key for row in screen.rows for button in row] == [
        ByReporter(2),
        ByTitle(1),
        Latest(),
    ]
    assert [row[0].label for row in screen.rows] == [
        "景静写了哪些报道？",
        "区领导调研安置房…",
        "最新一期有什么新闻？",
    ]
    assert screen.text.html == "你好\n\n点一个试试：\n· 区领导调研安置房 说了什么？"


def test_unsigned_stories_are_asked_by_their_headlines() -> None:
    hits = tuple(hit(at, reporters=()) for at in (1, 2, 3))
    screen = start_screen(Answer("", AnswerKind.LISTING, hits, 3), "你好", ZH)
    assert [row[0].key for row in screen.rows] == [ByTitle(1), ByTitle(2), Latest()]


def test_an_empty_archive_says_how_to_fill_it() -> None:
    empty = Answer("", AnswerKind.NOTHING, remarks=(Remark(RemarkKind.EMPTY_ARCHIVE),))
    screen = start_screen(empty, "你好", ZH)
    assert "data/inbox/" in screen.text.html
    assert screen.rows == ()


def test_a_headline_is_asked_without_its_second_part_and_not_too_long() -> None:
    assert title_question("真抓实干 加快建设", "加快建设", ZH) == "真抓实干 说了什么？"
    assert title_question("加快建设", "加快建设", ZH) == "加快建设 说了什么？"
    assert len(title_question("长" * 90, None, ZH)) < 60


def test_a_bulletin_of_one_story_gives_three_questions_too() -> None:
    screen = start_screen(Answer("", AnswerKind.LISTING, (hit(1),), 1), "你好", ZH)
    assert [row[0].key for row in screen.rows] == [ByReporter(1), ByTitle(1), Latest()]


@pytest.mark.parametrize(
    ("texts", "wish"),
    [
        (ZH, "有公交的新闻通知我"),
        (HANT, "有公交的新聞通知我"),
        (EN, "notify me about 公交"),
    ],
)
def test_it_tells_how_to_ask_search_and_subscribe_in_words_that_do_it(
    texts: Texts, wish: str
) -> None:
    for start in (texts.start, texts.start_group):
        assert wish in start
        assert "/search" in start
        assert "/subscribe" in start
    meant = wish_of(wish)
    assert isinstance(meant, SubscribeTo)
    assert (meant.words, meant.sure) == ("公交", True)
