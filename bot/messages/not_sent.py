"""What admins are told of work that fails: loops that do not move, alerts that were not sent."""

from collections.abc import Sequence

from bot.messages.catalogue import Texts
from bot.messages.keys import RetryAlerts
from bot.messages.markup import ELLIPSIS, shorten
from bot.messages.screen import Button, button
from bot.messages.texts import ZH
from bot.model import NotSent, NotSentList
from bot.runtime.loops import Trouble

_LINE_UNITS = 200
_NAME_UNITS = 60


def fault_text(alerts: Sequence[NotSent], texts: Texts) -> str:
    """Return one plain text: these alerts have just failed, and whether they are tried again."""
    words = texts.faults
    again = any(one.again for one in alerts)
    tries = max(one.tries for one in alerts)
    head = words.alert_failed if again else words.alert_quarantined.format(tries=tries)
    return "\n".join([head, *(_line(one, texts) for one in alerts)])


def not_sent_text(found: NotSentList, texts: Texts = ZH) -> str:
    """Return one plain text: the alerts that failed, quarantine first; empty for none."""
    if not found.count:
        return ""
    lines = []
    for one in found.first:
        line = _line(one, texts)
        lines.append(texts.set_aside_again.format(line=line) if one.again else line)
    more = [ELLIPSIS] if found.count > len(lines) else []
    return "\n".join([texts.faults.not_sent.format(count=found.count), *lines, *more])


def retry_rows(found: NotSentList, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    """Return a row with a button that tries again what is in quarantine; none for nothing."""
    if not found.quarantined:
        return ()
    label = texts.faults.retry.format(count=found.quarantined)
    return ((button(label, RetryAlerts()),),)


def troubles_text(troubles: Sequence[Trouble], texts: Texts) -> str:
    """Return one plain text: the loops that fail or hang, a line each; empty for none."""
    words = texts.faults
    lines = [
        shorten(
            words.loop.format(
                name=words.names[one.loop],
                minutes=int(one.seconds / 60),
                reason=one.reason or words.hangs,
            ),
            _LINE_UNITS,
        )
        for one in troubles
    ]
    return "\n".join([words.loops, *lines]) if lines else ""


def _line(one: NotSent, texts: Texts) -> str:
    words = texts.faults
    line = words.alert if one.story else words.notice
    chat, story = shorten(one.chat, _NAME_UNITS), shorten(one.story, _NAME_UNITS)
    return shorten(line.format(chat=chat, story=story, reason=one.reason), _LINE_UNITS)
