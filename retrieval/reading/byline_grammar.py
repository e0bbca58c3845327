"""The grammar of a byline: which names go with which role.

A byline is a row of roles and lists of names, whatever their order:

* A **post** (记者, 通讯员, 摄影记者, 责编) stands before its names and holds until the next one.
* A **task** (文, 图, 摄影, 文/图, 摄影报道) stands before or after them. A slash or colon shows
  which (``甲/文``, ``文/甲``, ``摄影:甲``); else it belongs to the names that stand on one side of
  it only; else, between two lists, it looks the way the whole byline does: one that ends with a
  task puts tasks last (``甲 文 乙 图``), one that ends with a name puts them first
  (``文 甲 图 乙``).
* A task after the lists of several posts belongs to all if it includes writing
  (``记者 甲 通讯员 乙 文/图``), to the last post only if it is pictures (``记者 甲 通讯员 乙 摄``).
* **Closing words** (报道, 电, with or without a place: ``/台南報導``) say nothing of people.
* A **source** (据新华社电, 来源:…) may stand anywhere.

Writing makes a reporter unless the post is 通讯员; pictures make a photographer, and only that
unless writing goes with it. Whoever stands behind an editor's post is no author.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from retrieval.model import Span
from retrieval.reading.byline_words import POSTS, TASKS, Lexeme, LexemeKind, lexemes
from retrieval.reading.credits import Credits, merge
from retrieval.reading.personal_names import split
from retrieval.reading.places import is_place, without_place

_PADDING = re.compile(r"(?<![A-Za-z.])\s+|\s+(?![A-Za-z])")
_DOTS = re.compile(r"\s*[·•‧・･∙⋅．]\s*")


class _Side(Enum):
    """The side of a task that its names stand on."""

    BEFORE = auto()
    AFTER = auto()


@dataclass(slots=True)
class _Post:
    kind: LexemeKind
    field: bool  # whether a slash or colon sets its names off from what came before


@dataclass(slots=True)
class _Task:
    kind: LexemeKind
    side: _Side | None


@dataclass(slots=True)
class _Names:
    spans: tuple[Span, ...]
    post: LexemeKind | None = None
    task: LexemeKind | None = None


_Part = _Post | _Task | _Names


@lru_cache(maxsize=512)  # a byline is read when lines are sorted, and again when it is taken out
def read(printed: str, plain: str, *, sure: bool = False, bare: bool = False) -> Credits | None:
    """Return the credits of a text that is one byline; None if it is anything else.

    ``plain`` is the text's plain form. ``sure``: where it stands leaves no doubt that it is a
    byline, if it reads as one at all. ``bare``: names without any role count as reporters.
    """
    words = lexemes(plain)
    if not words:
        return None
    parts = _parts(words, plain, sure=sure)
    if parts is None:
        return None
    roles = any(not isinstance(part, _Names) for part in parts)
    names = [part for part in parts if isinstance(part, _Names) and part.spans]
    media = [word for word in words if word.kind in (LexemeKind.SOURCE, LexemeKind.SUPPLIED)]
    shown = roles or bare or media or _is_placed(words)
    if (roles and not names) or not (media if not parts else names and shown):
        return None
    _set_tasks(parts)
    return _credits(printed, names, words)


def _is_placed(words: list[Lexeme]) -> bool:
    """Return whether a slash and 报道 show names to be a reporter's (``柯宗緯／高雄報導``)."""
    kinds = {word.kind for word in words}
    return LexemeKind.SLASH in kinds and LexemeKind.REPORT in kinds


def _parts(words: list[Lexeme], plain: str, *, sure: bool) -> list[_Part] | None:
    """Return the names and roles, in order; None where a phrase holds anything but names."""
    parts: list[_Part] = []
    for number, word in enumerate(words):
        before = words[number - 1].kind if number else None
        after = words[number + 1].kind if number + 1 < len(words) else None
        if word.kind in POSTS:
            field = after in (LexemeKind.SLASH, LexemeKind.COLON) or word.kind is LexemeKind.EDITOR
            parts.append(_Post(word.kind, field))
        elif word.kind in TASKS:
            _add_task(parts, _Task(word.kind, _marked_side(before, after, parts)))
        elif word.kind is LexemeKind.PHRASE:
            spans = _names(words, number, plain, parts, sure=sure)
            if spans is None:
                return None
            parts.append(_Names(spans))
    return parts


def _marked_side(
    before: LexemeKind | None, after: LexemeKind | None, parts: list[_Part]
) -> _Side | None:
    """Return the side that a slash or colon shows."""
    if before is LexemeKind.SLASH and parts and isinstance(parts[-1], _Names):
        return _Side.BEFORE
    if after in (LexemeKind.SLASH, LexemeKind.COLON):
        return _Side.AFTER
    return None


def _add_task(parts: list[_Part], task: _Task) -> None:
    """Append a task, or make it one with the task before it if both look the same way."""
    last = parts[-1] if parts else None
    apart = (_Side.BEFORE, _Side.AFTER)
    if isinstance(last, _Task) and (last.side, task.side) != apart:
        last.kind = last.kind if last.kind is task.kind else LexemeKind.BOTH
        last.side = task.side or last.side
    else:
        parts.append(task)


def _names(
    words: list[Lexeme], number: int, plain: str, parts: list[_Part], *, sure: bool
) -> tuple[Span, ...] | None:
    """Return the names in a phrase, without a report's place; None where it holds anything else."""
    start, end = words[number].start, words[number].end
    phrase = plain[start:end]
    glued = number > 0 and words[number - 1].kind in POSTS and words[number - 1].end == start
    sure = sure and not glued and any(isinstance(part, _Post) for part in parts)
    if _is_reports_place(words, number + 1, plain):
        slashed = number > 0 and words[number - 1].kind is LexemeKind.SLASH
        phrase = without_place(phrase, alone=slashed)
    if not phrase:
        return () if any(isinstance(part, _Names) for part in parts) else None
    spans = split(phrase, sure=sure)
    return tuple(Span(start + name.start, start + name.end) for name in spans) or None


def _is_reports_place(words: list[Lexeme], at: int, plain: str) -> bool:
    """Return whether 报道 follows, with nothing but a date or further places before it."""
    for word in words[at:]:
        if word.kind is LexemeKind.REPORT:
            return True
        place = word.kind is LexemeKind.PHRASE and is_place(plain[word.start : word.end])
        if not place and word.kind not in (LexemeKind.ASIDE, LexemeKind.COMMA):
            return False
    return False


def _set_tasks(parts: list[_Part]) -> None:
    """Set the post and the task of every list of names."""
    order = [part for part in parts if not isinstance(part, _Post)]
    tasks_last = bool(order) and isinstance(order[-1], _Task)
    post: LexemeKind | None = None
    ahead: LexemeKind | None = None
    waiting: list[_Names] = []  # lists that no task has claimed
    for number, part in enumerate(parts):
        if isinstance(part, _Post):
            post = part.kind
            ahead = None if part.field else ahead
        elif isinstance(part, _Names):
            part.post, part.task = post, ahead
            if ahead is None:
                waiting.append(part)
        else:
            side = part.side or _side(part, waiting, parts[number + 1 :], tasks_last=tasks_last)
            if side is _Side.BEFORE and waiting:
                last_post = waiting[-1].post
                for names in waiting:
                    if part.kind is not LexemeKind.PHOTO or names.post is last_post:
                        names.task = part.kind
                ahead = None
            else:
                post, ahead = None, part.kind
            waiting = []


def _side(task: _Task, waiting: list[_Names], rest: list[_Part], *, tasks_last: bool) -> _Side:
    """Return the side of a task that no mark shows."""
    until = next((i for i, part in enumerate(rest) if isinstance(part, _Task)), len(rest))
    followed = any(isinstance(part, _Names) for part in rest[:until])
    if not waiting or (followed and not tasks_last and task.kind is not LexemeKind.BOTH):
        return _Side.AFTER
    return _Side.BEFORE


def _credits(printed: str, lists: list[_Names], words: list[Lexeme]) -> Credits:
    reporters: list[str] = []
    correspondents: list[str] = []
    photographers: list[str] = []
    for names in lists:
        people = [_DOTS.sub("·", _PADDING.sub("", printed[a:b])) for a, b in names.spans]
        pictures = (
            names.task in (LexemeKind.PHOTO, LexemeKind.BOTH)
            or names.post is LexemeKind.PHOTOGRAPHER
        )
        writes = names.task in (LexemeKind.TEXT, LexemeKind.BOTH) or not pictures
        if names.post is LexemeKind.EDITOR and names.task is None:
            continue
        if pictures:
            photographers += people
        if writes and names.post is LexemeKind.CORRESPONDENT:
            correspondents += people
        elif writes:
            reporters += people
    source = next(
        (printed[word.source.start : word.source.end] for word in words if word.source), None
    )
    return merge([Credits(tuple(reporters), tuple(correspondents), tuple(photographers), source)])
