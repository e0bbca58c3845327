"""The grammar of a byline: which names go with which role.

A byline is a row of roles and lists of names, whatever their order:

* A **post** (记者, 通讯员, 摄影记者, 责编) stands before its names and holds until the next one.
* A **task** (文, 图, 摄影, 文/图, 摄影报道, 供稿, 口述) stands before or after them. A slash or
  colon shows which (``甲/文``, ``文/甲``, ``摄影:甲``); else it belongs to the names that stand on
  one side of it only; else, between two lists, it looks the way the whole byline does: one that
  ends with a task puts tasks last (``甲 文 乙 图``), one that ends with a name puts them first
  (``文 甲 图 乙``).
* A task after the lists of several posts belongs to all if it includes writing
  (``记者 甲 通讯员 乙 文/图``), to the last post only if it is pictures (``记者 甲 通讯员 乙 摄``).
* **Closing words** (报道, 电, with or without a place: ``/台南報導``) say nothing of people.
* A **source** (据新华社电, 来源:…) may stand anywhere.

Writing makes a reporter unless the post is 通讯员; pictures make a photographer, and only that
unless writing goes with it; who sends in a text (供稿) without a post is a 通讯员. Whoever stands
behind an editor's post, or a teacher's (指导老师), is no author.
"""

import re
from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from functools import lru_cache

from retrieval.model import Span
from retrieval.reading.byline_words import POSTS, TASKS, Lexeme, LexemeKind, lexemes
from retrieval.reading.credits import Credits, merge
from retrieval.reading.personal_names import opens_name, split
from retrieval.reading.places import is_place, without_place

_PADDING = re.compile(r"(?<![A-Za-z.])\s+|\s+(?![A-Za-z])")
_JOINTS = (LexemeKind.SLASH, LexemeKind.COMMA)
_TIES = (LexemeKind.SLASH, LexemeKind.COLON)
_ASIDES = (LexemeKind.ASIDE, LexemeKind.COMMA, LexemeKind.COLON, LexemeKind.SLASH)
_ROLE_ALONE = 3  # characters of 记者 or 通讯员 that does not say whose
_LONGEST_OUTLET = 8  # characters before 记者 that say whose
_DIVISION = re.compile("[一-鿿]{2,8}[省市县区州旗](?=[一-鿿]{2,3} *$)")
_PIECE = re.compile("[^ ]+")
_LONGEST_BODY = 12  # characters of a body's name among those of persons
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


class Trust(IntEnum):
    """How far the place of a text shows that its phrases are names."""

    NONE = 0
    APART = 1  # what stands apart from its role is one
    GLUED = 2  # so is what is glued to a role
    CLOSED = 3  # so is all but names of bodies, as in brackets behind a dateline


@lru_cache(maxsize=512)  # a byline is read when lines are sorted, and again when it is taken out
def read(
    printed: str, plain: str, trust: Trust = Trust.NONE, *, bare: bool = False
) -> Credits | None:
    """Return the credits of a text that is one byline; None if it is anything else.

    ``plain`` is the text's plain form. ``bare``: names without any role count as reporters.
    """
    words = lexemes(plain)
    if not words:
        return None
    parts = _parts(words, plain, _evidence(words, plain, trust, bare=bare))
    if parts is None:
        return None
    roles = any(not isinstance(part, _Names) for part in parts)
    names = [part for part in parts if isinstance(part, _Names) and part.spans]
    media = [word for word in words if word.kind in (LexemeKind.SOURCE, LexemeKind.SUPPLIED)]
    shown = roles or bare or media or _is_placed(words)
    colon = any(word.kind is LexemeKind.COLON for word in words)
    if (colon and not roles and not media) or (roles and not names):
        return None
    if not (media if not parts else names and shown):
        return None
    _set_tasks(parts)
    if not bare and _names_editors_only(parts) and any(part.post is None for part in names):
        return None
    return _credits(printed, names, words)


def is_role(plain: str) -> bool:
    """Return whether a text is an author's role and nothing else (``东湖晚报记者``)."""
    words = lexemes(plain) or []
    posts = {word.kind for word in words if word.kind in POSTS} - {LexemeKind.EDITOR}
    return bool(posts) and all(word.kind in POSTS or word.kind in _ASIDES for word in words)


def _names_editors_only(parts: list[_Part]) -> bool:
    """Return whether all roles are editors', so that nobody before them is an author."""
    roles = [part for part in parts if not isinstance(part, _Names)]
    return bool(roles) and all(part.kind is LexemeKind.EDITOR for part in roles)


def _is_placed(words: list[Lexeme]) -> bool:
    """Return whether a slash and 报道 show names to be a reporter's (``柯宗緯／高雄報導``)."""
    kinds = {word.kind for word in words}
    return LexemeKind.SLASH in kinds and LexemeKind.REPORT in kinds


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What shows phrases of a byline to be names: its place and its roles together."""

    apart: bool  # of phrases that stand apart from their role, after a post
    marked: bool  # of phrases that a slash or colon ties to their role
    glued: bool  # of every phrase
    closed: bool  # of every phrase but those that name a body
    bare: bool  # no role shows that persons are named


def _evidence(words: list[Lexeme], plain: str, trust: Trust, *, bare: bool) -> _Evidence:
    kinds = [word.kind for word in words]
    roles = [kind for kind in kinds if kind in POSTS or kind in TASKS]
    posts = sum(kind in POSTS and kind is not LexemeKind.EDITOR for kind in roles)
    return _Evidence(
        apart=trust >= Trust.APART and (posts > 0 or bare),
        marked=len(roles) > 1,
        glued=(trust >= Trust.GLUED and bool(roles)) or posts > 1,
        closed=trust >= Trust.CLOSED and bool(roles),
        bare=not roles or _only_reports(words, plain),
    )


def _only_reports(words: list[Lexeme], plain: str) -> bool:
    """Return whether the one role is 独家报道 before a colon, as headings have it, too."""
    roles = [plain[word.start : word.end] for word in words if word.kind in POSTS | TASKS]
    return len(roles) == 1 and roles[0].endswith(("报道", "报导"))


def _parts(words: list[Lexeme], plain: str, evidence: _Evidence) -> list[_Part] | None:
    """Return the names and roles, in order; None where a phrase holds anything but names."""
    parts: list[_Part] = []
    for number, word in enumerate(words):
        before = words[number - 1].kind if number else None
        after = words[number + 1].kind if number + 1 < len(words) else None
        if word.kind is LexemeKind.EDITOR and before in _JOINTS and _opens_post(parts):
            continue  # 记者/编辑
        if word.kind in POSTS:
            field = after in (LexemeKind.SLASH, LexemeKind.COLON) or word.kind is LexemeKind.EDITOR
            parts.append(_Post(word.kind, field))
        elif word.kind in TASKS:
            joint = before in _JOINTS and _opens_post(parts)
            kind = LexemeKind.BOTH if joint else word.kind  # 撰文/摄影
            _add_task(parts, _Task(kind, _marked_side(before, after, parts)))
        elif word.kind is LexemeKind.PHRASE:
            spans = _names(words, number, plain, parts, evidence)
            if spans is None:
                return None
            parts.append(_Names(spans))
    return parts


def _opens_post(parts: list[_Part]) -> bool:
    """Return whether a post stands last that names nobody yet."""
    return bool(parts) and isinstance(parts[-1], _Post)


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
    words: list[Lexeme], number: int, plain: str, parts: list[_Part], evidence: _Evidence
) -> tuple[Span, ...] | None:
    """Return the names in a phrase, without a report's place; None where it holds anything else."""
    start, end = words[number].start, words[number].end
    before = words[number - 1] if number else None
    after = words[number + 1] if number + 1 < len(words) else None
    phrase = plain[start:end]
    if _is_reports_place(words, number + 1, plain):
        slashed = before is not None and before.kind is LexemeKind.SLASH
        phrase = without_place(phrase, alone=slashed)
    if not phrase:
        return () if any(isinstance(part, _Names) for part in parts) else None
    posted = any(isinstance(part, _Post) for part in parts)
    glued = before is not None and before.kind in POSTS and before.end == start
    opens = after is not None and after.kind in POSTS and after.start == end
    opens = opens and " " not in plain[end - 1 : end + 1]
    edited = bool(parts) and isinstance(parts[-1], _Post) and parts[-1].kind is LexemeKind.EDITOR
    marked = (evidence.marked or edited) and (
        (before is not None and before.kind in _TIES) or (after is not None and after.kind in _TIES)
    )
    sure = evidence.glued or marked or (evidence.apart and not glued and (posted or evidence.bare))
    if glued and before is not None:
        post = plain[before.start : before.end]
        sure = sure or "驻" in post or (len(post) > _ROLE_ALONE and opens_name(phrase))
    spans = split(phrase, sure=sure and not opens, bare=evidence.bare)
    # 南都记者: whose 记者, not who. In brackets there is nothing else that a phrase could be.
    tied = evidence.closed if before is None else before.kind in _TIES
    if opens and tied and len(phrase) <= _LONGEST_OUTLET:
        return ()
    if opens and before is None:
        return None
    if not spans and evidence.closed:
        spans = _among_bodies(phrase)
        if not spans and len(phrase) <= _LONGEST_BODY:
            return ()
    return tuple(Span(start + name.start, start + name.end) for name in spans) or None


def _among_bodies(phrase: str) -> tuple[Span, ...]:
    """Return the names in a phrase that also holds names of bodies or places; maybe none."""
    division = _DIVISION.match(phrase)
    start = division.end() if division else 0
    pieces = [*_PIECE.finditer(phrase, start)]
    names: list[Span] = []
    begin = start
    for piece in (*pieces, None):
        if piece is not None and (len(piece[0]) == 1 or split(piece[0], sure=True)):
            continue
        end = piece.start() if piece else len(phrase)
        names += [Span(begin + a, begin + b) for a, b in split(phrase[begin:end], sure=True)]
        begin = piece.end() if piece else end
    return tuple(names)


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


def person(printed: str, span: Span) -> str:
    """Return a name as it is credited: without padding, its dots alike."""
    return _DOTS.sub("·", _PADDING.sub("", printed[slice(*span)]))


def _credits(printed: str, lists: list[_Names], words: list[Lexeme]) -> Credits:
    reporters: list[str] = []
    correspondents: list[str] = []
    photographers: list[str] = []
    for names in lists:
        people = [person(printed, span) for span in names.spans]
        pictures = (
            names.task in (LexemeKind.PHOTO, LexemeKind.BOTH)
            or names.post is LexemeKind.PHOTOGRAPHER
        )
        submitted = names.post is None and names.task is LexemeKind.SUBMITTED
        writes = names.task in (LexemeKind.TEXT, LexemeKind.BOTH) or not pictures
        if names.task is LexemeKind.SPOKEN or (
            names.post is LexemeKind.EDITOR and names.task is None
        ):
            continue
        if pictures:
            photographers += people
        if writes and (submitted or names.post is LexemeKind.CORRESPONDENT):
            correspondents += people
        elif writes:
            reporters += people
    source = next(
        (printed[word.source.start : word.source.end] for word in words if word.source), None
    )
    return merge([Credits(tuple(reporters), tuple(correspondents), tuple(photographers), source)])
