from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages.catalogue import Texts
from bot.messages.keys import ReadArticle, Suggested, TurnTo
from bot.messages.markup import MAX_ENTITIES, MAX_UNITS, units
from bot.messages.questions import CARDS, answer_screen, articles_of
from bot.messages.screen import Screen
from bot.messages.texts import EN, ZH
from bot.preview.telegram_html import parse
from retrieval.model import Answer, AnswerKind, Hit, Order, Remark, RemarkKind
from tests.bot.messages.samples import answers, hit, packed
from tests.examples import examples

BOT = "paper_bot"


def shown(screen: Screen) -> str:
    return parse(screen.text.html).text


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row]


def keys(screen: Screen) -> list[object]:
    return [button.key for row in screen.rows for button in row]


def passages(*hits: Hit, total: int | None = None) -> Answer:
    return Answer("樊惠林", AnswerKind.PASSAGES, hits, len(hits) if total is None else total)


@given(answers(), st.sampled_from([ZH, EN]), st.booleans(), st.sampled_from(["", "问：甲" * 400]))
@settings(max_examples=examples(60))
def test_any_answer_is_a_message_that_telegram_takes(
    answer: Answer,
    texts: Texts,
    group: bool,  # noqa: FBT001 (drawn)
    lead: str,
) -> None:
    screen = answer_screen(answer, texts, BOT, group=group, lead=lead)
    formatted = parse(screen.text.html)
    assert formatted.text.strip()
    assert units(formatted.text) == screen.text.units <= MAX_UNITS
    assert len(formatted.entities) <= screen.text.entities <= MAX_ENTITIES
    assert all(screen.rows)
    assert len(labels(screen)) <= 100
    for row in screen.rows:
        assert len(row) <= 8
        for button in row:
            assert button.label.strip()
    assert all(1 <= len(key.encode()) <= 64 for key in packed(screen))


def test_a_story_has_its_title_its_byline_and_its_sentence_marked() -> None:
    screen = answer_screen(passages(hit()), ZH, BOT, group=False)
    assert screen.text.html == (
        '1. <a href="https://t.me/paper_bot?start=a_1"><b>区领导调研安置房</b></a>\n'
        "记者 汤晓义 · 2022年10月25日 · 第2版\n"
        "<blockquote><b>樊惠林</b>强调，要坚定信心，凝聚合力。</blockquote>"
    )
    assert labels(screen) == ["全文"]
    assert keys(screen) == [ReadArticle(1)]


def test_every_story_is_a_card_in_private_and_the_best_in_a_group() -> None:
    answer = passages(hit(1), hit(2, title="第二"), hit(3, title="第三"))
    private = answer_screen(answer, ZH, BOT, group=False)
    group = answer_screen(answer, ZH, BOT, group=True)
    assert private.text.html.count("<blockquote>") == 3
    assert group.text.html.count("<blockquote>") == 1
    for screen in (private, group):
        assert "2. 第二" in shown(screen)
        assert labels(screen) == ["全文 1", "全文 2", "全文 3"]


def test_the_pages_of_stories_count_on_and_turn_both_ways() -> None:
    answer = passages(*(hit(at) for at in range(4, 7)), total=8)
    screen = answer_screen(answer, ZH, BOT, group=False)
    assert shown(screen).startswith("4. ")
    assert shown(screen).endswith("共 8 篇。 第 2/3 页")
    assert keys(screen)[-2:] == [TurnTo(0), TurnTo(6)]
    assert labels(screen)[0] == "全文 4"


@given(answers(), st.booleans())
@settings(max_examples=examples(40))
def test_no_more_than_three_cards_and_a_button_to_read_each(
    answer: Answer,
    group: bool,  # noqa: FBT001 (drawn)
) -> None:
    if answer.kind is not AnswerKind.PASSAGES:
        return
    screen = answer_screen(answer, ZH, BOT, group=group)
    assert screen.text.html.count("<blockquote>") <= (1 if group else CARDS)
    read = [key.article_id for key in keys(screen) if isinstance(key, ReadArticle)]
    assert read == [one.citation.article_id for one in answer.hits[:CARDS]]
    assert articles_of(answer) == tuple(read)


@pytest.mark.parametrize(
    ("order", "label", "to"),
    [(Order.RELEVANCE, "按时间排", Order.NEWEST), (Order.NEWEST, "按相关排", Order.RELEVANCE)],
)
def test_what_can_be_ordered_otherwise_has_a_button_for_it(
    order: Order, label: str, to: Order
) -> None:
    answer = passages(*(hit(at) for at in range(1, 4)), total=12)
    screen = answer_screen(answer, ZH, BOT, group=False, order=order)
    assert labels(screen)[-1] == label
    assert keys(screen)[-2:] == [TurnTo(3, order), TurnTo(0, to)]


def test_another_spelling_is_offered_to_be_asked() -> None:
    other = Remark(RemarkKind.SUGGESTION, ("记者:景静",))
    screen = answer_screen(Answer("x", AnswerKind.NOTHING, remarks=(other,)), ZH, BOT, group=False)
    assert labels(screen) == ["找：记者:景静"]
    assert keys(screen) == [Suggested()]


def test_each_of_several_spellings_is_offered() -> None:
    others = Remark(RemarkKind.SUGGESTION, ("食品", "视频"))
    for answer in (
        Answer("x", AnswerKind.NOTHING, remarks=(others,)),
        replace(passages(hit(1)), remarks=(others,)),
    ):
        screen = answer_screen(answer, ZH, BOT, group=False)
        assert labels(screen)[-2:] == ["找：食品", "找：视频"]
        assert keys(screen)[-2:] == [Suggested(), Suggested(1)]
        assert "食品 / 视频" in shown(screen)


def test_long_stories_share_the_room() -> None:
    answer = passages(*(hit(at, passage="樊惠林说，好。" * 900) for at in range(1, 4)))
    screen = answer_screen(answer, ZH, BOT, group=False)
    assert screen.text.html.count("<blockquote>") == 3
    assert MAX_UNITS - 200 < screen.text.units <= MAX_UNITS


def test_matches_that_touch_spend_one_entity() -> None:
    marked = hit(marks=((3, 5), (0, 2), (1, 3)))
    screen = answer_screen(passages(marked), ZH, BOT, group=False)
    assert "<b>樊惠林强调</b>，" in screen.text.html


def test_a_listing_is_headlines_a_page_at_a_time() -> None:
    answer = Answer("最新", AnswerKind.LISTING, tuple(hit(at, marks=()) for at in range(1, 11)), 23)
    first = answer_screen(answer, ZH, BOT, group=False)
    assert "共 23 篇。 第 1/3 页" in shown(first)
    assert "10. 区领导" in shown(first)
    assert "11. " not in shown(first)
    assert keys(first)[-1] == TurnTo(10)
    assert labels(first)[-1] == "下一页 ▶"


def test_a_short_listing_that_was_searched_shows_cards() -> None:
    answer = Answer("景静 食品", AnswerKind.LISTING, (hit(1), hit(2)), 2)
    assert "<blockquote>" in answer_screen(answer, ZH, BOT, group=False).text.html


@pytest.mark.parametrize("remarks", [(), (Remark(RemarkKind.NO_ANSWER),)])
def test_no_answer_is_said_kindly_with_the_nearest_headlines(remarks: tuple[Remark, ...]) -> None:
    near = (hit(1).citation, hit(1).citation, hit(2, title="另一篇").citation)
    answer = Answer("火星", AnswerKind.NOTHING, nearest=near, remarks=remarks)
    screen = answer_screen(answer, ZH, BOT, group=True)
    assert shown(screen).startswith("报上没有找到")
    assert "2. 另一篇" in shown(screen)
    assert keys(screen) == [ReadArticle(1), ReadArticle(2)]


def test_a_greeting_is_returned_and_nothing_else() -> None:
    answer = Answer("你好", AnswerKind.COURTESY, remarks=(Remark(RemarkKind.GREETING),))
    screen = answer_screen(answer, ZH, BOT, group=False)
    assert shown(screen).startswith("你好")
    assert screen.rows == ()


def test_remarks_stand_before_the_hits() -> None:
    spelling = (Remark(RemarkKind.SPELLING, ("汤小义", "汤晓义")),)
    answer = Answer("汤小义", AnswerKind.PASSAGES, (hit(),), 1, remarks=spelling)
    assert shown(answer_screen(answer, ZH, BOT, group=False)).startswith("没有找到“汤小义”")


def test_the_nearest_stories_are_shown_and_said_to_be_that() -> None:
    said = (Remark(RemarkKind.NOT_SAID),)
    answer = Answer("门票", AnswerKind.PASSAGES, (hit(1), hit(2)), 2, remarks=said, doubtful=True)
    screen = answer_screen(answer, ZH, BOT, group=False)
    assert shown(screen).startswith("报上没有直接说这件事；最接近的是：")
    assert keys(screen) == [ReadArticle(1), ReadArticle(2)]
