"""A chat's subscriptions as a file: text that a person can read and write, a subscription a line.

A line is the query and, after tabs, its marks: ``paused``, and ``topic=-100123/7`` for topic 7 of
the chat -100123, which counts in that chat alone. Empty lines and lines that begin with ``# `` are
skipped.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.model import Subscription, Target

LARGEST = 100_000  # bytes of a file that is read
NAME = "subscriptions.txt"

_PAUSED = "paused"
_TOPIC = re.compile(r"topic=(-?[0-9]{1,18})/([0-9]{1,18})")
_COMMENT = re.compile(r"#(?:\s|\Z)")
_HEAD = (
    "# 订阅：一行一个，写法同 /subscribe；以 # 和空格开头的行不算。\n"
    "# Subscriptions, one a line, as after /subscribe; lines that begin with # and a space are"
    " passed over.\n"
)


class NotReadable(Exception):
    """A file that is too large, or no UTF-8 text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, from 1, and the subscription that it stands for.

    ``target`` is None where what stands behind the query can't be read.
    """

    number: int
    query: str
    target: Target | None
    paused: bool = False


def written(subscriptions: Iterable[Subscription]) -> bytes:
    """Return subscriptions as the text of a file."""
    return (_HEAD + "".join(f"{_line(one)}\n" for one in subscriptions)).encode()


def read(data: bytes, here: Target) -> list[Line]:
    """Return the lines of a file from `written` or from a person; ``here`` is the target.

    Raises NotReadable.
    """
    if len(data) > LARGEST:
        raise NotReadable
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotReadable from None
    return list(_lines(text, here))


def _line(subscription: Subscription) -> str:
    target = subscription.target
    words = subscription.query.split()
    while words[0] == "#":  # it asks for nothing, and would make a comment of the line
        del words[0]
    marks = [_PAUSED] if subscription.paused else []
    if target.thread_id is not None:
        marks.append(f"topic={target.chat_id}/{target.thread_id}")
    return "\t".join([" ".join(words), *marks])


def _lines(text: str, here: Target) -> Iterator[Line]:
    for number, line in enumerate(text.splitlines(), 1):
        query, *marks = (part.strip() for part in line.strip().split("\t"))
        if not query or _COMMENT.match(query):
            continue
        target: Target | None = here
        paused = False
        for mark in filter(None, marks):
            if mark == _PAUSED:
                paused = True
            elif topic := _TOPIC.fullmatch(mark):
                if target and int(topic[1]) == here.chat_id:
                    target = Target(here.chat_id, int(topic[2]))
            else:
                target = None
        yield Line(number, query, target, paused)
