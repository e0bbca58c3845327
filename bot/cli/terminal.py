"""Answers and articles as text for a terminal: what stands in chat messages, without their markup.

Every function returns text without a newline at its end. What is asked for is bold where
``bold`` is true, and plain otherwise, so that what goes into a file or a pipe is the printed text
alone.
"""

import re
from collections.abc import Sequence
from html import unescape
from itertools import pairwise

from bot.messages.citation import byline
from bot.messages.headlines import day_heading
from bot.messages.issues import month_lines, paper_lines
from bot.messages.remarks import note
from bot.messages.screen import Screen
from bot.messages.texts import ZH
from retrieval.model import Answer, AnswerKind, Article, Hit, NoteKind, ReadingNote, Snippet
from retrieval.model.lines import LineKind, LineReading
from retrieval.model.stories import by_story

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_INDENT = "   "
_TAG = re.compile("<[^>]+>")
_SHOWN = 40  # characters of a line
_MOST_LEFT_OUT = 5  # files that are named
_KINDS = {
    LineKind.FURNITURE: "版面文字",
    LineKind.KICKER: "引题",
    LineKind.HEADLINE: "标题",
    LineKind.SUBTITLE: "副题",
    LineKind.BYLINE: "署名",
    LineKind.CAPTION: "图注",
    LineKind.TEXT: "正文",
    LineKind.CROSSHEAD: "小标题",
    LineKind.ENTRY: "表行",
}
_NOTES = {NoteKind.DROPPED: "略去", NoteKind.JOINED: "接上", NoteKind.WARNING: "留意"}


def said(answer: Answer) -> str:
    """Return what the answer says beside its hits: its remarks, and headlines if it offers some."""
    lines = [note(answer)] if answer.remarks else []
    if answer.kind is AnswerKind.DATES:
        lines += month_lines(answer.issues, ZH)
    if answer.kind is AnswerKind.PAPERS:
        lines += paper_lines(answer.papers, ZH)
    if answer.nearest:
        lines += [ZH.nearest, *(f"· {cited.title}" for cited in answer.nearest)]
    return "\n".join(lines)


def answer_text(answer: Answer, *, bold: bool) -> str:
    """Return the answer: what is to be said first, then the stories, an empty line between them.

    A story is its headline, its byline, and a snippet of each of its passages among the hits, with
    … where the passage goes on.
    """
    blocks = [said(answer)]
    for hit in by_story(answer.hits):
        if answer.own is not None and hit.rank - 1 in (0, answer.own):
            blocks.append(day_heading(answer, hit.rank - 1, ZH))
        blocks.append(_hit_text(hit, bold=bold))
    left = answer.total - len(answer.hits)
    if answer.hits and left > 0:
        blocks.append(ZH.more.format(count=left))
    return "\n\n".join(block for block in blocks if block)


def answers_text(answers: Sequence[Answer], *, bold: bool) -> str:
    """Return the answers to a message's questions, each of several under its question."""
    texts = [answer_text(answer, bold=bold) for answer in answers]
    if len(texts) == 1:
        return texts[0]
    asked = (ZH.asked.format(question=answer.question) for answer in answers)
    return "\n\n".join(f"{question}\n\n{text}" for question, text in zip(asked, texts, strict=True))


def screen_text(screen: Screen, *, bold: bool) -> str:
    """Return what a message shows, without its buttons."""
    tags = {"<b>": _BOLD, "</b>": _PLAIN} if bold else {}
    return unescape(_TAG.sub(lambda tag: tags.get(tag[0], ""), screen.text.html))


def article_text(article: Article) -> str:
    """Return the whole article as read, each field that it has on a line of its own."""
    fields = {
        "副题": article.subtitle,
        "记者": " ".join(article.reporters),
        "通讯员": " ".join(article.correspondents),
        "摄影": " ".join(article.photographers),
        "来源": article.source,
        "日期": article.date and str(article.date),
        "版面": article.page,
    }
    lines = [f"# {article.title}"]
    lines += [f"{name}：{value}" for name, value in fields.items() if value]
    return "\n".join([*lines, "", *article.paragraphs])


def note_line(name: str, note: ReadingNote) -> str:
    """Return what reading did with a line of the page called ``name``, as compilers point at it."""
    where = "" if note.above is None else f"第 {note.above} 行"
    why = where + ZH.uploads.reasons[note.reason]
    return f"{name}:{note.line}: {_NOTES[note.kind]}（{why}）：{note.text}"


def kind_line(name: str, line: LineReading) -> str:
    """Return what a line of the page called ``name`` was taken for, how surely, and by what."""
    kind, sure = _KINDS[line.kind], f"比{_KINDS[line.other]}多 {line.margin:.1f}"
    by = " ".join(f"{sign}{weight:+.1f}" for sign, weight in line.signs)
    return f"{name}:{line.number}: {kind}（{sure}）：{line.text[:_SHOWN]}  [{by}]"


def doubt_line(name: str, text: str) -> str:
    """Return something to look at in the page called ``name``, on one line."""
    return f"{name}: 请看看：{text}"


def left_out_line(names: Sequence[str]) -> str:
    """Return that files of a folder are no pages, on one line."""
    shown = "、".join(names[:_MOST_LEFT_OUT]) + (" …" if len(names) > _MOST_LEFT_OUT else "")
    return f"略去 {len(names)} 个不是版面的文件 (left out: no pages)：{shown}"


def _hit_text(hit: Hit, *, bold: bool) -> str:
    title = hit.citation.title
    lines = [
        f"{hit.rank}. " + (f"{_BOLD}{title}{_PLAIN}" if bold else title),
        _INDENT + byline(hit.citation, ZH.citation),
        *(
            _INDENT + line
            for one in (hit, *hit.further)
            for line in _snippet_text(one, bold=bold).splitlines()
        ),
    ]
    return "\n".join(lines)


def _snippet_text(hit: Hit, *, bold: bool) -> str:
    """Return the snippet, marked, with … where the passage goes on."""
    snippet, passage = hit.snippet, hit.passage.text
    marked = _marked(snippet) if bold else snippet.text
    before = "" if passage.startswith(snippet.text) else "…"
    after = "" if passage.endswith(snippet.text) else "…"
    return f"{before}{marked}{after}"


def _marked(snippet: Snippet) -> str:
    """Return the snippet with what is asked for in bold or, where that is unknown, what matches."""
    spans = snippet.facts or snippet.highlights
    cuts = [0, *(cut for span in spans for cut in span), len(snippet.text)]
    parts = [snippet.text[start:end] for start, end in pairwise(cuts)]
    return "".join(f"{_BOLD}{part}{_PLAIN}" if at % 2 else part for at, part in enumerate(parts))
