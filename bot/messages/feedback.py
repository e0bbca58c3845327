"""Feedback as messages: what asks for it, and what the admins see of it."""

import re
from collections.abc import Mapping

from bot.messages.catalogue import Texts
from bot.messages.feedback_keys import Correct, ExportFeedback, RateAnswer, ReportError
from bot.messages.markup import joined, plain, shorten
from bot.messages.screen import Button, Screen, button
from bot.model import Misprint, Vote

SHOWN = 10
"""Errors, and questions, that are listed."""

_SAID_UNITS, _TITLE_UNITS, _PRINTED_UNITS = 120, 60, 3000
_REPORT, _CORRECT = "📝 #", "🛠 #"
_ASKED = re.compile(rf"(?:{_REPORT}|{_CORRECT})([0-9]{{1,18}})(?=\s)")


def with_votes(screen: Screen, texts: Texts) -> Screen:
    """Return an answer with the buttons to rate it."""
    own = texts.feedback
    row = (button(own.good, RateAnswer(good=True)), button(own.bad, RateAnswer(good=False)))
    return Screen(screen.text, (*screen.rows, row))


def report_button(article_id: int, texts: Texts) -> Button:
    """Return the button that reports an error in a story."""
    return button(texts.feedback.report, ReportError(article_id))


def report_text(article_id: int, title: str, texts: Texts) -> str:
    """Return what asks for the error in a reply; `to_report` knows it again."""
    title = shorten(title, _TITLE_UNITS) or texts.untitled
    return f"{_REPORT}{article_id}\n{texts.feedback.report_how.format(title=title)}"


def to_report(text: str) -> int | None:
    """Return the article that a message asks the error of, if it does."""
    found = _ASKED.match(text)
    return int(found[1]) if found and text.startswith(_REPORT) else None


def correct_text(misprint: Misprint, texts: Texts) -> str:
    """Return what asks for the right words in a reply; `to_correct` knows it again."""
    text = texts.feedback.correct_how.format(
        said=shorten(misprint.said, _SAID_UNITS), printed=shorten(misprint.printed, _PRINTED_UNITS)
    )
    return f"{_CORRECT}{misprint.id}\n{text}"


def to_correct(text: str) -> int | None:
    """Return the reported error that a message asks the right words of, if it does."""
    found = _ASKED.match(text)
    return int(found[1]) if found and text.startswith(_CORRECT) else None


def overview(
    votes: tuple[Vote, ...], errors: tuple[Misprint, ...], titles: Mapping[int, str], texts: Texts
) -> Screen:
    """Return how answers were rated, the last that were not useful, and the first open errors.

    ``titles`` are the stories' by their ids.
    """
    own = texts.feedback
    good = sum(one.good for one in votes)
    count = own.overview.format(good=good, bad=len(votes) - good, open=len(errors))
    bad = [f"· {shorten(one.words, _SAID_UNITS)}" for one in votes if one.words and not one.good]
    bad = bad[-SHOWN:]
    shown = errors[:SHOWN]
    lines = [
        own.error.format(
            number=one.id,
            title=shorten(titles.get(one.article_id, ""), _TITLE_UNITS) or texts.untitled,
            said=shorten(one.said, _SAID_UNITS),
        )
        for one in shown
    ]
    parts = [
        count,
        "\n".join([own.rated_bad, *bad]) if bad else "",
        "\n".join([own.errors, *lines]) if lines else "",
    ]
    rows = [
        (
            button(own.correct.format(number=one.id), Correct(one.id, wanted=True)),
            button(own.drop.format(number=one.id), Correct(one.id, wanted=False)),
        )
        for one in shown
    ]
    text = joined([plain(part) for part in parts], "\n\n")
    return Screen(text, (*rows, (button(own.export, ExportFeedback()),)))
