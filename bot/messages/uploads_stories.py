"""The stories of a draft's page that can be left out or joined, and what was changed of them."""

from bot.messages.catalogue import Texts
from bot.messages.labels import filled
from bot.messages.markup import Markup, joined, plain, shorten
from bot.messages.screen import Button, button
from bot.messages.uploads_keys import OnStory, ShowStories, StoryAct
from bot.model.uploads import PageEdit, Upload
from retrieval.model import Reading, ReadingNote

AT_ONCE = 8
"""Stories that have buttons at a time."""

_TITLE_UNITS = 60
_MOST_EDITS = 6  # the last, which are shown and can be taken back


def story_rows(
    upload: Upload, page: int, reading: Reading, start: int, texts: Texts
) -> tuple[tuple[Button, ...], ...]:
    """Return buttons for a page's stories from ``start`` (from 0) on, and for what was changed.

    The only story of a draft has none.
    """
    rows = []
    places = reading.places if upload.stories > 1 else ()
    start = start if start < len(places) else 0
    for at in range(start, min(start + AT_ONCE, len(places))):
        line, number = places[at].first, at + 1
        title = reading.bulletin.articles[at].title.strip() or texts.untitled
        row = [_on(StoryAct.DROP, upload, page, line, _drop(number, title, texts))]
        if at:
            join = texts.uploads.join_story.format(number=number)
            row.append(_on(StoryAct.JOIN, upload, page, line, join))
        rows.append(tuple(row))
    rows.append(_turns(upload, page, start, len(places), texts))
    for one in _shown(upload, page):
        label = filled(texts.uploads.take_back_edit[one.kind], one.title)
        rows.append((_on(StoryAct.UNDO, upload, page, one.first, label),))
    return tuple(filter(None, rows))


def part_with(reading: Reading, line: int) -> int:
    """Return the place of the first story that is shown with the one that stands at a line."""
    at = sum(place.first < line for place in reading.places)
    return max(0, min(at, len(reading.places) - 1)) // AT_ONCE * AT_ONCE


def edit_lines(upload: Upload, page: int, texts: Texts) -> Markup:
    """Return what was changed of a page's stories, the last of it; empty if nothing was."""
    words = texts.uploads
    lines = [
        plain(words.edits[one.kind].format(title=_title(one, _TITLE_UNITS)))
        for one in _shown(upload, page)
    ]
    return joined([plain(words.edited), *lines], "\n") if lines else Markup()


def untouched(notes: tuple[ReadingNote, ...], edits: tuple[PageEdit, ...]) -> list[ReadingNote]:
    """Return the notes that are about no line of a story that was changed."""
    return [note for note in notes if not any(one.first <= note.line <= one.last for one in edits)]


def _shown(upload: Upload, page: int) -> tuple[PageEdit, ...]:
    return upload.pages[page].edits[-_MOST_EDITS:]


def _turns(upload: Upload, page: int, start: int, stories: int, texts: Texts) -> tuple[Button, ...]:
    words, turns = texts.uploads, []
    if start > 0:
        before = ShowStories(upload.id, page, max(0, start - AT_ONCE))
        turns.append(button(words.stories_before, before))
    if start + AT_ONCE < stories:
        after = ShowStories(upload.id, page, start + AT_ONCE)
        turns.append(button(words.stories_after, after))
    return tuple(turns)


def _drop(number: int, title: str, texts: Texts) -> str:
    return filled(texts.uploads.drop_story, title, number=number)


def _on(act: StoryAct, upload: Upload, page: int, line: int, label: str) -> Button:
    return button(label, OnStory(act, upload.id, page, line))


def _title(edit: PageEdit, units: int) -> str:
    return shorten(edit.title, units)
