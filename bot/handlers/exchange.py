"""/export and /import: a chat's subscriptions as a file."""

import logging

from telegram import Document, Message

from bot.access.fetching import TooLarge, fetch_file
from bot.access.request import Request
from bot.access.scope import Scope, scope_of
from bot.access.subscription_errors import refusal_text
from bot.messages.subscriptions import query_text
from bot.services.exchange import LARGEST, NAME, Line, NotReadable, read, written
from bot.services.subscriptions import Already, Made
from bot.telegram.calls import CallFailed

_LOG = logging.getLogger(__name__)
_SHOWN = 10  # bad lines


async def export(request: Request) -> None:
    """Send the chat's subscriptions as a file."""
    scope = await scope_of(request)
    if scope is None:
        return
    texts = scope.texts.subscribing
    every = await request.services.subscriptions.of_chat(scope.chat.id)
    if every:
        text = texts.exported.format(count=len(every), import_=scope.command("import"))
        await request.send_file(NAME, written(every), text)
    else:
        await request.say(texts.none_yet.format(subscribe=scope.command("subscribe")))


async def import_(request: Request) -> None:
    """Subscribe to what stands in the file that the command is under, or replies to."""
    scope = await scope_of(request)
    if scope is None:
        return
    texts = scope.texts.subscribing
    document = _document(request)
    if document is None:
        await request.say(texts.import_what.format(import_=scope.command("import")))
        return
    try:
        lines = read(await fetch_file(request, document, LARGEST), scope.target)
    except CallFailed as error:
        _LOG.warning("can't fetch a document: %s", error)
        await request.say(scope.texts.failed)
        return
    except (TooLarge, NotReadable):
        await request.say(texts.import_unreadable.format(kilobytes=LARGEST // 1000))
        return
    await request.say(await _subscribe_all(request, scope, lines))


def _document(request: Request) -> Document | None:
    for message in (request.message, request.replied):
        if isinstance(message, Message) and message.document is not None:
            return message.document
    return None


async def _subscribe_all(request: Request, scope: Scope, lines: list[Line]) -> str:
    """Subscribe, and return what came of it: counts, and the lines that could not be taken."""
    texts = scope.texts.subscribing
    good = [(line, line.target) for line in lines if line.target is not None]
    outcomes = await request.services.subscriptions.subscribe_all(
        [(target, line.query, line.paused) for line, target in good], request.user_id
    )
    reasons = {line.number: texts.bad_mark for line in lines if line.target is None}
    for (line, _), outcome in zip(good, outcomes, strict=True):
        if not isinstance(outcome, (Made, Already)):
            reasons[line.number] = refusal_text(request, outcome, texts)
    report = [
        texts.imported.format(
            made=sum(isinstance(outcome, Made) for outcome in outcomes),
            already=sum(isinstance(outcome, Already) for outcome in outcomes),
            bad=len(reasons),
        )
    ]
    bad = [line for line in lines if line.number in reasons]
    report += [
        texts.bad_line.format(
            line=line.number, text=query_text(line.query, texts), reason=reasons[line.number]
        )
        for line in bad[:_SHOWN]
    ]
    if len(bad) > _SHOWN:
        report.append(texts.more_bad.format(count=len(bad) - _SHOWN))
    return "\n".join(report)
