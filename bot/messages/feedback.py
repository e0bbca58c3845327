"""Feedback as messages: what asks for it, and what the admins see of it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.messages.catalogue import Texts
from bot.messages.feedback_keys import Correct, ExportFeedback, RateAnswer, ReportError, SayWhy
from bot.messages.keys import Key, ReadArticle
from bot.messages.markup import joined, plain, shorten
from bot.messages.screen import Button, Screen, button
from bot.model import Complaint, Misprint, Outcome, Vote, VoteCount

SHOWN = 10
"""Errors, and questions, that are listed."""

_SAID_UNITS, _TITLE_UNITS, _PRINTED_UNITS = 120, 60, 3000
_REPORT, _CORRECT = "📝 #", "🛠 #"
_ASKED = re.compile(rf"(?:{_REPORT}|{_CORRECT})([0-9]{{1,18}})(?=\s)")


def with_votes(screen: Screen, texts: Texts) -> Screen:
    """Return an answer with the buttons to rate it."""
    return Screen(screen.text, (*screen.rows, *vote_rows(texts, VoteCount(), group=False)))


def vote_rows(
    texts: Texts,
    tally: VoteCount,
    *,
    group: bool,
    why: Complaint | None = None,
    ask_why: bool = False,
) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons to rate an answer, marked with the votes on it.

    In a ``group``, where all see the same buttons, that is how many; elsewhere a ✓, and ``why`` the
    answer was of no use. With ``ask_why`` the reasons to choose from stand below.
    """
    own = texts.feedback
    bad = own.bad if why is None or group else f"👎 {own.complaints[why]}"
    row = (
        button(_marked(own.good, tally.good, group=group), RateAnswer(good=True)),
        button(_marked(bad, tally.bad, group=group), RateAnswer(good=False)),
    )
    reasons = [button(label, SayWhy(one)) for one, label in own.complaints.items()]
    pairs = zip(reasons[::2], reasons[1::2], strict=True) if ask_why else ()
    return (row, *pairs)


def is_of_votes(key: Key) -> bool:
    """Return whether a button of this key is one of `vote_rows`."""
    return isinstance(key, RateAnswer | SayWhy)


def _marked(label: str, votes: int, *, group: bool) -> str:
    if not votes:
        return label
    return f"{label} {votes}" if group else f"✓ {label}"


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


def correct_text(misprint: Misprint, reads: str, texts: Texts) -> str:
    """Return what asks for the right words in a reply; `to_correct` knows it again.

    ``reads`` is the paragraph as it should read by now.
    """
    text = texts.feedback.correct_how.format(
        said=shorten(misprint.said, _SAID_UNITS), printed=shorten(reads, _PRINTED_UNITS)
    )
    return f"{_CORRECT}{misprint.id}\n{text}"


def correct_again_text(misprint: Misprint, why: str) -> str:
    """Return what asks for the right words once more, because of ``why``."""
    return f"{_CORRECT}{misprint.id}\n{shorten(why, _PRINTED_UNITS)}"


def to_correct(text: str) -> int | None:
    """Return the reported error that a message asks the right words of, if it does."""
    found = _ASKED.match(text)
    return int(found[1]) if found and text.startswith(_CORRECT) else None


def overview(
    votes: tuple[Vote, ...],
    errors: tuple[Misprint, ...],
    titles: Mapping[int, str],
    texts: Texts,
    page: int = 0,
) -> Screen:
    """Return how answers were rated, which were of no use, and part ``page`` of the errors.

    These are `SHOWN` at a time, and on the first part alone stands what was not useful. ``titles``
    are the stories' by their ids.
    """
    own = texts.feedback
    good = sum(one.good for one in votes)
    count = own.overview.format(good=good, bad=len(votes) - good, open=len(errors))
    rated = [f"· {_rated(one, texts)}" for one in votes if one.words and not one.good]
    bad = [_reasons(votes, texts), own.rated_bad, *rated[-SHOWN:]] if rated and not page else []
    shown = errors[page * SHOWN :][:SHOWN]
    lines = _lines(shown, titles, texts)
    parts = [
        count,
        "\n".join(filter(None, bad)),
        "\n".join([own.errors, *lines]) if lines else texts.desk.no_errors,
    ]
    text = joined([plain(part) for part in parts], "\n\n")
    rows = _rows(shown, texts, read=True)
    return Screen(text, (*rows, (button(own.export, ExportFeedback()),)))


def _reasons(votes: Sequence[Vote], texts: Texts) -> str:
    """Return how often each reason was given, the most frequent first; empty for none."""
    own = texts.feedback
    counted = Counter(one.why for one in votes if one.why is not None)
    parts = [
        own.reason.format(why=own.complaints[why], count=count)
        for why, count in counted.most_common()
    ]
    return own.because.format(reasons=texts.subscribing.between.join(parts)) if parts else ""


def _rated(vote: Vote, texts: Texts) -> str:
    words = shorten(vote.words, _SAID_UNITS)
    if vote.why is None:
        return words
    return texts.feedback.rated.format(words=words, why=texts.feedback.complaints[vote.why])


def told_screen(errors: Sequence[Misprint], titles: Mapping[int, str], texts: Texts) -> Screen:
    """Return what tells an admin of errors that were reported, at least one: the last of them."""
    own, left = texts.feedback, len(errors) - SHOWN
    parts = [
        own.told.format(count=len(errors)),
        *_lines(errors[-SHOWN:], titles, texts),
        own.told_more.format(count=left) if left > 0 else "",
    ]
    return Screen(joined([plain(part) for part in parts], "\n"), _rows(errors[-SHOWN:], texts))


def answer_screen(misprint: Misprint, title: str, texts: Texts) -> Screen:
    """Return what tells whoever reported an error what came of it, with the story to be read."""
    own = texts.feedback
    corrected = misprint.outcome is Outcome.CORRECTED
    text = own.answer_corrected if corrected else own.answer_left
    title = shorten(title, _TITLE_UNITS) or texts.untitled
    row = (button(texts.buttons.full, ReadArticle(misprint.article_id)),)
    return Screen(plain(text.format(title=title)), (row,))


def _lines(errors: Sequence[Misprint], titles: Mapping[int, str], texts: Texts) -> list[str]:
    return [
        texts.feedback.error.format(
            number=one.id,
            title=shorten(titles.get(one.article_id, ""), _TITLE_UNITS) or texts.untitled,
            said=shorten(one.said, _SAID_UNITS),
        )
        for one in errors[:SHOWN]
    ]


def _rows(
    errors: Sequence[Misprint], texts: Texts, *, read: bool = False
) -> tuple[tuple[Button, ...], ...]:
    """Return a row for each error: to correct it, to leave it, and to ``read`` its story first."""
    own, rows = texts.feedback, []
    for one in errors[:SHOWN]:
        label = texts.desk.read.format(number=one.id)
        rows.append(
            (
                *([button(label, ReadArticle(one.article_id))] if read else []),
                button(own.correct.format(number=one.id), Correct(one.id, wanted=True)),
                button(own.drop.format(number=one.id), Correct(one.id, wanted=False)),
            )
        )
    return tuple(rows)
