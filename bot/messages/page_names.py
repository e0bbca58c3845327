"""What pages are called in messages, and what became of one that came in."""

import shlex
from collections.abc import Sequence

from bot.messages.catalogue import Texts
from bot.messages.citation import page_text
from bot.messages.markup import ELLIPSIS, shorten
from bot.messages.texts import ZH
from retrieval.model.pages import PageName, PageOutcome

SHOWN = 8
_LINE_UNITS = 480
_NAME_UNITS = 120
_COMMAND = "bulletin-bot ingest --replace {number} {path}"


def page_name(page: PageName, texts: Texts) -> str:
    """Return paper, day, page and file, as far as they are known: ``二七日报 2022-10-27 A05版``."""
    known = (page.paper, page.issued, page_text(page.label, texts.citation))
    named = " ".join(filter(None, known)) or texts.pages.numbered.format(number=page.page_id)
    if page.file is None:
        return named
    return texts.pages.file.format(page=named, file=page.file)


def outcome_text(outcome: PageOutcome, texts: Texts) -> str:
    """Return one line on what a page replaced, or may replace.

    The command in it is for whoever has the page at its path.
    """
    page, former = (
        shorten(page_name(one, texts), _NAME_UNITS) for one in (outcome.page, outcome.former)
    )
    if outcome.replaced is not None:
        return texts.pages.replaced.format(page=page, former=former)
    path = shlex.quote(outcome.path)
    command = _COMMAND.format(number=outcome.former.page_id, path=path)
    return texts.pages.doubtful.format(page=page, former=former, command=command)


def outcomes_text(outcomes: Sequence[PageOutcome], count: int, texts: Texts = ZH) -> str:
    """Return one plain text within Telegram's limit: a line for each of the first of ``count``."""
    lines = [shorten(outcome_text(one, texts), _LINE_UNITS) for one in outcomes[:SHOWN]]
    return "\n".join([texts.pages.report, *lines, *([ELLIPSIS] if count > SHOWN else [])])
