"""Buttons that take a story elsewhere."""

from dataclasses import replace

from hypothesis import given

from bot.messages.markup import units
from bot.messages.screen import MOST_COPIED, CopyText, Share
from bot.messages.sharing import share_hit, share_story
from bot.messages.texts import EN, HANT, ZH
from retrieval.model import Hit, StoredArticle
from tests.bot.messages.samples import hit, hits, stored


def test_a_bot_that_is_not_asked_inline_offers_no_sharing() -> None:
    assert [type(one.key) for one in share_hit(hit(), ZH, inline=True)] == [Share, CopyText]
    assert [type(one.key) for one in share_hit(hit(), ZH, inline=False)] == [CopyText]


def test_of_several_stories_the_number_is_told() -> None:
    labels = [one.label for one in share_hit(hit(), EN, inline=True, number=2)]
    assert labels == ["Share 2", "Copy citation 2"]


def test_a_story_without_a_headline_is_found_by_its_first_words() -> None:
    bare = replace(hit(), citation=replace(hit().citation, title=""))
    share, _ = share_hit(bare, ZH, inline=True)
    assert isinstance(share.key, Share)
    assert share.key.words
    assert bare.passage.text.startswith(share.key.words)


@given(hits())
def test_whatever_is_printed_telegram_takes_it(found: tuple[Hit, ...]) -> None:
    for one in found:
        for texts in (ZH, HANT, EN):
            assert_taken([button.key for button in share_hit(one, texts, inline=True)])


@given(stored())
def test_whatever_story_it_is_telegram_takes_it(article: StoredArticle) -> None:
    assert_taken([button.key for button in share_story(article, ZH, inline=True)])


def assert_taken(keys: list[object]) -> None:
    for key in keys:
        match key:
            case Share(words):
                assert 1 <= units(words) <= MOST_COPIED
            case CopyText(text):
                assert 1 <= units(text) <= MOST_COPIED
