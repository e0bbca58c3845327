"""Answers and articles to show: plain ones, and ones with anything that a page may hold."""

from dataclasses import replace

from hypothesis import strategies as st

from bot.messages.screen import Screen
from bot.telegram.keyboard import keyboard
from retrieval.model import (
    Answer,
    AnswerKind,
    Article,
    Citation,
    Evidence,
    Hit,
    Passage,
    PrintedDate,
    Printing,
    Remark,
    RemarkKind,
    Snippet,
    Span,
    StoredArticle,
)


def packed(screen: Screen) -> list[str]:
    """The data of the buttons that give any back."""
    shown = keyboard(screen)
    rows = shown.inline_keyboard if shown else ()
    return [str(one.callback_data) for row in rows for one in row if one.callback_data]


HOSTILE = "<>&\"'/b\x00\x07\x1b\u202e\u2028\ufffe\ud83d\udc00😀👨‍👩‍👧 \n\r\t。？！”，a区记者0@#"

date = st.builds(
    PrintedDate,
    month=st.integers(1, 12),
    day=st.integers(1, 28),
    day_from=st.just(Evidence.TEXT),
    year=st.none() | st.integers(1900, 2100),
)


def text(most: int) -> st.SearchStrategy[str]:
    """Anything: short, or longer than a message, in few draws."""
    short = st.text(st.sampled_from(HOSTILE) | st.characters(), max_size=30)
    return st.builds(
        lambda piece, times: (piece * times)[:most], short, st.sampled_from([1, 1, 7, 3000])
    )


names = st.lists(text(40), max_size=5).map(tuple)


@st.composite
def hits(draw: st.DrawFn) -> tuple[Hit, ...]:
    made = []
    for rank in range(1, draw(st.integers(1, 6)) + 1):
        passage = draw(text(6000))
        start, end = sorted(
            (draw(st.integers(0, len(passage))), draw(st.integers(0, len(passage))))
        )
        snippet = passage[start:end]
        marks = draw(st.integers(0, 150))
        first, last = sorted(
            (draw(st.integers(0, len(snippet))), draw(st.integers(0, len(snippet))))
        )
        cited = Citation(
            draw(st.integers(0, 10**17)),
            draw(text(6000)),
            draw(st.none() | text(50)),
            draw(names),
            draw(st.none() | date),
            draw(text(300)),
            draw(st.none() | text(300)),
        )
        made.append(
            Hit(
                rank,
                1.0,
                Passage(cited.article_id, 0, passage, Span(0, len(passage))),
                Snippet(
                    snippet,
                    tuple(Span(at, at + 1) for at in range(0, len(snippet), 2) if at // 2 < marks),
                    draw(st.sampled_from([(), (Span(first, last),)])),
                    draw(st.sampled_from([None, Span(first, last)])),
                ),
                cited,
            )
        )
    return tuple(made)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    kind = draw(st.sampled_from(AnswerKind))
    found = draw(hits())
    has_hits = kind in (AnswerKind.PASSAGES, AnswerKind.LISTING)
    if kind is AnswerKind.LISTING:
        found *= draw(st.sampled_from([1, 4]))
    if has_hits and draw(st.booleans()):
        found = (replace(found[0], further=found[1:]), *found[1:])
    remarks = st.builds(Remark, st.sampled_from(RemarkKind), st.tuples(text(2000), text(2000)))
    return Answer(
        draw(text(600)),
        kind,
        found if has_hits else (),
        len(found) + draw(st.integers(0, 1000)),
        () if has_hits else tuple(hit.citation for hit in found),
        tuple(draw(st.lists(remarks, max_size=3))),
    )


@st.composite
def stored(draw: st.DrawFn) -> StoredArticle:
    article = Article(
        draw(text(6000)),
        reporters=draw(names),
        correspondents=draw(names),
        photographers=draw(names),
        source=draw(st.none() | text(300)),
        date=draw(st.none() | date),
        paragraphs=tuple(draw(st.lists(text(20_000), max_size=5))),
    )
    printing = Printing(1, draw(text(300)), draw(st.none() | date), draw(st.none() | text(9)), 0)
    return StoredArticle(draw(st.integers(1, 10**17)), article, (printing,))


def hit(  # noqa: PLR0913 (each with a default)
    number: int = 1,
    *,
    passage: str = "樊惠林强调，要坚定信心，凝聚合力。",
    snippet: str | None = None,
    marks: tuple[tuple[int, int], ...] = ((0, 3),),
    facts: tuple[tuple[int, int], ...] = (),
    sentence: tuple[int, int] | None = None,
    title: str = "区领导调研安置房",
    reporters: tuple[str, ...] = ("汤晓义",),
) -> Hit:
    """A hit as a reader would see it, article ``number``."""
    day = PrintedDate(10, 25, Evidence.TEXT, 2022, Evidence.PAGE)
    return Hit(
        number,
        1.0,
        Passage(number, 0, passage, Span(0, len(passage))),
        Snippet(
            passage if snippet is None else snippet,
            tuple(Span(*mark) for mark in marks),
            tuple(Span(*fact) for fact in facts),
            None if sentence is None else Span(*sentence),
        ),
        Citation(number, title, None, reporters, day, "二七报", "2"),
    )
