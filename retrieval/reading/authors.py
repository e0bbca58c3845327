"""Author lines: who wrote a column, an essay or a letter, told by post, body or place.

They bear none of the roles of a byline: ``东湖大学教授 亓文和``, ``青石药业副总经理 张三``,
``实验小学五（2）班 李明``, ``张三（东湖）``, ``读者 李四``. What stands before or after the name
ends in a post (``words/author_posts.tsv``), a body (``words/byline_offices.tsv``), a school class,
or is a place. The same words name people in lists and under pictures: only the place of such a line
shows that its person wrote the story. A teacher who guided a young author (指导老师) is none.

A **note on the author** goes with a byline: ``作者：张三（作家协会会员）``, ``(作者 张三 系…)``.

All text is plain (see `plain`).
"""

import re
from collections.abc import Iterator

from retrieval.model import Span
from retrieval.reading.lists import any_of
from retrieval.reading.personal_names import split
from retrieval.reading.places import is_place

_LONGEST = 60  # characters of an author line
_MOST_NAMES = 3
_LEAD = re.compile(r"[ □■◎●〇◇◆▲☆★※*_>—-]*[(]?(?=[^()]*[)]?[ *_]*$)|[ □■◎●〇◇◆▲☆★※*_>—-]*")
_PIECE = re.compile(r"[^ ]+")
_HAN = "[一-鿿]"
_WITHIN = "[一-鿿0-9A-Za-z·、()“”《》-]"
_POST = f"(?:{any_of('author_posts')})"
_BODY = f"(?:{any_of('byline_offices')}|[局委办部厅院校台社站馆所园厂店])"
_CLASS = (
    r"(?:(?:[一二三四五六七八九]|初[一二三]|高[一二三]|大[一二三四]|\d{1,4})"
    r"(?:年级|级)?(?:\(?[0-9一二三四五六七八九十]{1,2}\)?班|(?<=级)|(?<=[初高大]..)))"
)
_WHO = re.compile(
    f"(?:{_WITHIN}{{0,24}}{_POST}|{_WITHIN}{{2,20}}{_BODY}|(?:{_WITHIN}{{1,20}})?{_CLASS}"
    f"|[一您]?位?{_POST})"
)
_DIVISION = re.compile(f"{_HAN}{{1,12}}[省市县区州旗镇乡村]")
# An unlisted place, or body: no word for persons, pictures or parts of a text.
_ANYWHERE = re.compile(
    f"{_HAN}{{2,3}}(?<![一二三四五首篇则章集期选诗续节者人宾军奖讲演员手长名图])"
)
_READER = re.compile(f"{_HAN}{{0,10}}?(?:读者|市民|网友|居民|村民|家长)")
_TEACHER = re.compile(r"[ (]*指导(?:老师|教师|家长)?[ :/].*$|[ (]*辅导(?:老师|教师)[ :/].*$")
_NOTE = re.compile(
    rf"(?:作者|撰文|文|图)[ :/]*(?P<name>{_HAN}{{2,4}}|{_HAN} {_HAN})"
    rf"(?: ?\((?P<who>{_WITHIN}{{2,40}})\)|[ ,](?:系|为|是|现为|现任){_WITHIN}{{2,40}})"
)


def author_line(plain: str) -> tuple[Span, ...]:
    """Return where an author line names its authors, in order; none if it is anything else.

    That it is one is only likely: ``市长 王明`` may stand in a list as well.
    """
    if len(plain) > _LONGEST:
        return ()
    lead = _LEAD.match(plain)
    start = lead.end() if lead else 0
    teacher = _TEACHER.search(plain, start)
    end = len(plain[: teacher.start() if teacher else len(plain)].rstrip(" )*_"))
    if plain.count("(", start, end) > plain.count(")", start, end) and plain[end : end + 1] == ")":
        end += 1
    return next((names for names in _readings(plain, start, end) if names), ())


def is_reader(plain: str) -> bool:
    """Return whether a line opens with what readers sign as: 读者, 热心市民."""
    return _READER.match(plain.lstrip(" -—")) is not None


def noted_author(plain: str) -> Span | None:
    """Return where a byline with a note on its author names them, None if it is anything else."""
    text = plain.strip(" ()") + (")" if plain.rstrip(" ").endswith("))") else "")
    offset = plain.find(text)
    match = _NOTE.fullmatch(text) or _NOTE.fullmatch(f"{text})")
    if match is None or (match["who"] and not _says_who(match["who"])):
        return None
    start, end = match.span("name")
    return Span(offset + start, offset + end) if split(match["name"], sure=True) else None


def _readings(plain: str, start: int, end: int) -> Iterator[tuple[Span, ...]]:
    """Yield the names by each way to read ``[start, end)`` as an author line."""
    text = plain[start:end]
    bracket = re.fullmatch(rf"(?P<name>{_HAN}+(?: {_HAN}+)?) ?\((?P<who>{_WITHIN}+)\)", text)
    if bracket is not None and (_says_who(bracket["who"]) or _ANYWHERE.fullmatch(bracket["who"])):
        yield _names(plain, start, start + bracket.end("name"))
    placed = re.fullmatch(rf"\((?P<who>{_HAN}{{2,8}})\) ?(?P<name>{_HAN}[{_HAN[1:-1]} ]+)", text)
    if placed is not None:
        yield _names(plain, start + placed.start("name"), end)
    reader = re.fullmatch(rf"{_READER.pattern} ?: ?(?P<name>.+)", text)
    if reader is not None:
        yield _names(plain, start + reader.start("name"), end)
    pieces = [*_PIECE.finditer(plain, start, end)]
    for number in range(1, len(pieces)):
        before = [piece[0] for piece in pieces[:number]]
        after = [piece[0] for piece in pieces[number:]]
        if all(map(_says_who, before)):
            yield _names(plain, pieces[number].start(), end)
        if all(map(_says_who, after)):
            yield _names(plain, start, pieces[number - 1].end())
    if len(pieces) > 1 and _ANYWHERE.fullmatch(pieces[0][0]) and not split(pieces[0][0]):
        names = _names(plain, pieces[1].start(), end)
        yield names if len(names) == 1 else ()


def _says_who(word: str) -> bool:
    """Return whether a word tells whose name stands beside it."""
    return (
        _WHO.fullmatch(word) is not None or _DIVISION.fullmatch(word) is not None or is_place(word)
    )


def _names(plain: str, start: int, end: int) -> tuple[Span, ...]:
    run = plain[start:end]
    names: list[Span] = []
    for part in re.finditer("[^、,/]+", run):
        found = split(part[0], bare=True)
        if not found:
            return ()
        shift = start + part.start()
        names.extend(Span(shift + name.start, shift + name.end) for name in found)
    return tuple(names) if len(names) <= _MOST_NAMES else ()
