"""An article's passages: what is retrieved and shown.

A passage is a paragraph. One of fewer than ``SHORT`` characters says too little alone and joins the
one before it, or else the one after it; one of more than ``LONG`` says too much for one hit and is
cut at sentence ends into parts as even as they allow.
"""

from collections.abc import Iterator
from itertools import chain

from retrieval.analysis.sentences import clauses, sentences
from retrieval.model import Article, Passage, Span, StoredArticle

SHORT = 40
LONG = 400


def split(stored: StoredArticle) -> tuple[Passage, ...]:
    """Return an article's passages in order; together they hold all of its body but blanks.

    An article without a body has one empty passage, so that its title can be found.
    """
    return tuple(_passages(stored))


def first(stored: StoredArticle) -> Passage:
    """Return an article's first passage."""
    return next(_passages(stored))


def _passages(stored: StoredArticle) -> Iterator[Passage]:
    body = stored.article.body
    spans = (part for span in _joined(_paragraphs(body)) for part in _parts(body, span))
    opening = next(spans, Span(0, 0))
    for ordinal, (start, end) in enumerate(chain([opening], spans)):
        yield Passage(stored.id, ordinal, body[start:end], Span(start, end))


def _paragraphs(body: str) -> Iterator[Span]:
    at = 0
    for line in body.split("\n"):
        if line.strip():
            left = at + len(line) - len(line.lstrip())
            yield Span(left, left + len(line.strip()))
        at += len(line) + 1


def _joined(paragraphs: Iterator[Span]) -> Iterator[Span]:
    before: Span | None = None
    for span in paragraphs:
        if before is not None:
            short = min(_length(before), _length(span)) < SHORT
            if short and span.end - before.start <= LONG:
                before = Span(before.start, span.end)
                continue
            yield before
        before = span
    if before is not None:
        yield before


def _parts(body: str, span: Span) -> Iterator[Span]:
    """Cut a stretch that is too long at sentence ends, where there are none at clauses, or so."""
    if _length(span) <= LONG:
        yield span
        return
    parts = -(-_length(span) // LONG)
    aim = _length(span) / parts
    start = end = None
    for piece in _pieces(body, span):
        if start is not None and end is not None and piece.end - start > LONG:
            yield Span(start, end)
            start = None
        start = piece.start if start is None else start
        end = piece.end
        if end - start >= aim:
            yield Span(start, end)
            start = None
    if start is not None and end is not None:
        yield Span(start, end)


def _pieces(body: str, span: Span) -> Iterator[Span]:
    for sentence in sentences(body[span.start : span.end]):
        whole = Span(span.start + sentence.start, span.start + sentence.end)
        if _length(whole) <= LONG:
            yield whole
            continue
        for clause in clauses(body, whole):
            for start in range(clause.start, clause.end, LONG):
                yield Span(start, min(start + LONG, clause.end))


def _length(span: Span) -> int:
    return span.end - span.start


def texts_of(article: Article) -> list[str]:
    """Return what the index has analysed of an article: its headline, and its passages."""
    return [article.title, *(passage.text for passage in split(StoredArticle(0, article, ())))]
