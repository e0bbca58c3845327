"""The first message: what the bot does, and questions to tap, taken from the newest bulletin."""

from bot.messages.catalogue import Texts
from bot.messages.headlines import noted
from bot.messages.keys import Asked, ByReporter, ByTitle, Latest
from bot.messages.labels import MOST_WIDE, width
from bot.messages.markup import joined, plain, shorten
from bot.messages.screen import Screen, button
from retrieval.model import Answer

QUESTIONS = 3
_TITLE_UNITS = 40


def start_screen(newest: Answer | None, hello: str, texts: Texts) -> Screen:
    """Return ``hello`` and up to three questions that ``newest``, the newest bulletin, answers.

    With an empty archive its remark says what to do instead; None is said to be out of reach.
    """
    if newest is None:
        return Screen(joined([plain(hello), plain(texts.search_away)], "\n\n"))
    questions = _questions(newest, texts)
    if not questions:
        return Screen(joined([plain(hello), noted(newest, texts)], "\n\n"))
    lines = [texts.start_try, *(f"· {one}" for one, _ in questions if width(one) > MOST_WIDE)]
    return Screen(
        joined([plain(hello), plain("\n".join(lines))], "\n\n"),
        tuple((button(question, key),) for question, key in questions),
    )


def title_question(cited_title: str, subtitle: str | None, texts: Texts) -> str:
    """Return the question that asks what a headline's first part is about."""
    main = cited_title.removesuffix(subtitle or "").strip() or cited_title
    return texts.buttons.ask_title.format(title=shorten(main, _TITLE_UNITS))


def _questions(newest: Answer, texts: Texts) -> list[tuple[str, Asked]]:
    """Return questions and their keys, maybe none; those too long for a button begin a headline."""
    cited = [hit.citation for hit in newest.hits]
    if not cited:
        return []
    signed = next((one for one in cited if one.reporters), None)
    others_first = sorted(cited, key=lambda one: one is signed)
    titled = [one for one in others_first if one.title.strip()]
    questions: list[tuple[str, Asked]] = []
    if signed is not None:
        asking = texts.buttons.ask_reporter.format(name=signed.reporters[0])
        questions.append((asking, ByReporter(signed.article_id)))
    questions += [
        (title_question(one.title, one.subtitle, texts), ByTitle(one.article_id))
        for one in titled[: QUESTIONS - 1 - len(questions)]
    ]
    return [*questions, (texts.buttons.ask_latest, Latest())]
