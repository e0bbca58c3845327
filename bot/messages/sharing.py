"""Buttons that take a story elsewhere: into another chat, or as a citation to be pasted."""

from bot.messages.cards import sentence_of
from bot.messages.catalogue import Texts
from bot.messages.citation import byline, full_byline
from bot.messages.markup import clean, prefix, shorten, units
from bot.messages.rows import as_lines
from bot.messages.screen import MOST_COPIED, Button, CopyText, Share, button
from retrieval.model import Article, Hit, StoredArticle

_TITLE_UNITS = 80
_BYLINE_UNITS = 90
_SHORTEST = 20  # units of a sentence that is worth its citation


def share_hit(hit: Hit, texts: Texts, *, inline: bool, number: int = 0) -> tuple[Button, ...]:
    """Return the buttons for a story that answers: its citation comes with the sentence.

    Only bots that answer ``inline`` can be asked for it elsewhere. A ``number`` tells of which of
    several stories they are, 0 for the only one.
    """
    own, cited = texts.answers, hit.citation
    words = cited.title.strip() or hit.passage.text
    sentence = " ".join(as_lines(*sentence_of(hit))[0].split())
    below = byline(cited, texts.citation)
    copied = _quoted(sentence, _cited(cited.title, below, texts), texts)
    share = own.share_numbered.format(number=number) if number else own.share
    copy = own.copy_numbered.format(number=number) if number else own.copy
    return _row(words, copied, share, copy, inline=inline)


def share_story(stored: StoredArticle, texts: Texts, *, inline: bool) -> tuple[Button, ...]:
    """Return the buttons for a whole story; see `share_hit`."""
    own, article = texts.answers, stored.article
    cited = _cited(article.title, full_byline(stored, texts.citation), texts)
    return _row(_words_of(article), cited, own.share, own.copy, inline=inline)


def _row(words: str, copied: str, share: str, copy: str, *, inline: bool) -> tuple[Button, ...]:
    typed = prefix(" ".join(clean(words).split()), MOST_COPIED)
    sharing = (button(share, Share(typed)),) if inline and typed else ()
    return (*sharing, button(copy, CopyText(copied)))


def _words_of(article: Article) -> str:
    return article.title.strip() or next(iter(article.paragraphs), "")


def _cited(title: str, below: str, texts: Texts) -> str:
    own = texts.answers
    title = shorten(title, _TITLE_UNITS) or texts.untitled
    template = own.cited if below else own.cited_bare
    return template.format(title=title, byline=shorten(below, _BYLINE_UNITS))


def _quoted(sentence: str, cited: str, texts: Texts) -> str:
    room = MOST_COPIED - units(texts.answers.quoted.format(sentence="", cited=cited))
    if room < _SHORTEST or not sentence:
        return cited
    return texts.answers.quoted.format(sentence=shorten(sentence, room), cited=cited)
