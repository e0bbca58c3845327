"""The editor's desk as messages: what waits, and a list for each subject.

Every list ends with a row that shows it again, first, and leads back. So the key of that row's
first button is where the message stands (`bot.access.desk`).
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias, TypeVar

from bot.messages.catalogue import Texts
from bot.messages.citation import date_text, day_text, page_text
from bot.messages.desk_keys import (
    DeskSubject,
    OpenOnDesk,
    PageSeen,
    ReplaceFormer,
    ShowDesk,
    WriteNotice,
)
from bot.messages.doubts import doubt_lines, release_rows
from bot.messages.keys import Broadcast, ReadArticle
from bot.messages.markup import ELLIPSIS, Markup, bold, joined, plain, shorten
from bot.messages.not_sent import not_sent_text, retry_rows
from bot.messages.rejected_pages import set_aside_text
from bot.messages.screen import Button, Screen, button, rows_of
from bot.messages.texts import EN, HANT, ZH
from bot.model import NotSent, NotSentList
from bot.model.desk import (
    DeskCounts,
    DeskPage,
    Listed,
    ListedNotice,
    MadeCorrection,
    PrintedStory,
    part_of,
)
from bot.model.inbox import NotRead
from bot.model.uploads import Upload

_NAME_UNITS = 80
_TITLE_UNITS = 60
_AFTER_UNITS = 80
_NOTICE_UNITS = 120
_STORY_UNITS = 60
_MOST_STORIES = 30
_MOST_DOUBTS = 10
_BESIDE = " · "
_IN_ROW = 2
_T = TypeVar("_T")
_Opened: TypeAlias = Upload | DeskPage | MadeCorrection


def desk_screen(counts: DeskCounts, unanswered: int, texts: Texts) -> Screen:
    """Return what waits, and a button for each subject; ``unanswered`` questions of this week."""
    own = texts.desk
    buttons = [
        button(_counted(subject, count, texts), ShowDesk(subject))
        for subject, count in {
            DeskSubject.DRAFTS: counts.drafts,
            DeskSubject.DOUBTS: counts.doubts,
            DeskSubject.ERRORS: counts.errors,
            DeskSubject.PAGES: counts.held,
            DeskSubject.CORRECTIONS: counts.corrections,
            DeskSubject.SET_ASIDE: counts.set_aside,
            DeskSubject.UNANSWERED: unanswered,
            DeskSubject.FIGURES: 0,
            DeskSubject.NOTICES: 0,
            DeskSubject.STATUS: 0,
        }.items()
    ]
    pairs = [tuple(buttons[at : at + _IN_ROW]) for at in range(0, len(buttons), _IN_ROW)]
    again = (button(own.refresh, ShowDesk(DeskSubject.ALL)),)
    parts = [bold(own.names[DeskSubject.ALL]), plain(waits_text(counts, texts)), plain(own.choose)]
    return Screen(joined(parts, "\n\n"), (*pairs, again))


def waits_text(counts: DeskCounts, texts: Texts) -> str:
    """Return in one line how much of what waits for a decision; or kindly that nothing does."""
    own = texts.desk
    parts = [
        own.counted.format(name=name, count=count)
        for name, count in (
            (own.names[DeskSubject.DRAFTS], counts.drafts),
            (own.names[DeskSubject.DOUBTS], counts.doubts),
            (own.names[DeskSubject.ERRORS], counts.errors),
            (own.to_release, counts.held),
            (own.names[DeskSubject.SET_ASIDE], counts.set_aside),
        )
        if count
    ]
    return own.waits.format(parts=own.between.join(parts)) if parts else own.nothing_waits


def on_desk(screen: Screen, key: ShowDesk, texts: Texts, pages: int = 1) -> Screen:
    """Return a list under its name, with what turns its ``pages``, and the way back to the desk.

    The status alone begins with what is wrong.
    """
    own, turns = texts.desk, []
    name = Markup() if key.subject is DeskSubject.STATUS else bold(own.names[key.subject])
    if key.page > 0:
        turns.append(button(texts.buttons.newer, ShowDesk(key.subject, key.page - 1, key.week)))
    if key.page < pages - 1:
        turns.append(button(texts.buttons.older, ShowDesk(key.subject, key.page + 1, key.week)))
    last = (button(own.refresh, key), button(own.to_desk, ShowDesk(DeskSubject.ALL)))
    text = joined([name, screen.text], "\n\n")
    return Screen(text, (*screen.rows, *([tuple(turns)] if turns else []), last))


def opened(screen: Screen, back: ShowDesk, texts: Texts) -> Screen:
    """Return what was opened from a list, with the way back to it."""
    return Screen(screen.text, (*screen.rows, (button(texts.desk.back, back),)))


def drafts_screen(found: Listed[Upload], others: int, texts: Texts) -> Screen:
    """Return an admin's drafts, and how many those of other admins are."""
    own = texts.desk
    lines = [_draft(number, one, texts) for number, one in _numbered(found)]
    below = own.others.format(count=others) if others else ""
    return _list(DeskSubject.DRAFTS, found, lines, (own.drafts, own.no_drafts), texts, below)


def doubts_screen(found: Listed[DeskPage], texts: Texts) -> Screen:
    """Return the pages that somebody should look at."""
    own = texts.desk
    lines = [
        own.doubt.format(number=number, page=_page_name(one, texts), count=len(one.doubts))
        for number, one in _numbered(found)
    ]
    return _list(DeskSubject.DOUBTS, found, lines, (own.doubts, own.no_doubts), texts)


def pages_screen(found: Listed[DeskPage], texts: Texts) -> Screen:
    """Return stored pages, those that are held back marked."""
    own = texts.desk
    lines = []
    for number, one in _numbered(found):
        line = own.page.format(number=number, page=_page_name(one, texts))
        lines.append(own.held.format(line=line) if one.held else line)
    below = own.held_first if any(one.held for one in found.items) else ""
    return _list(DeskSubject.PAGES, found, lines, (own.pages, own.no_pages), texts, below)


def page_screen(
    page: DeskPage, stories: Sequence[PrintedStory], former: DeskPage | None, texts: Texts
) -> Screen:
    """Return a stored page: its doubts, its stories to read, and what can be done with it.

    It may be a new version of ``former``, if that is given.
    """
    own, shown = texts.desk, stories[:_MOST_STORIES]
    doubts = doubt_lines(page.doubts[:_MOST_DOUBTS], texts.doubts)
    if len(page.doubts) > _MOST_DOUBTS:
        doubts.append(plain(ELLIPSIS))
    titles = [
        f"{number}. {shorten(one.title, _STORY_UNITS) or texts.untitled}"
        for number, one in enumerate(shown, 1)
    ]
    name = _name_and_file(page, texts)
    blocks = [
        bold(own.held.format(line=name) if page.held else name),
        joined([plain(texts.doubts.head), *doubts], "\n") if doubts else Markup(),
        plain("\n".join([own.stories.format(count=len(stories)), *titles])),
    ]
    acts = [*release_rows([(page.page_id, page.file)], texts.doubts)] if page.held else []
    if former is not None:
        acts.append((button(own.replace, ReplaceFormer(page.page_id, sure=False)),))
    if page.doubts and not page.held:
        acts.append((button(own.seen, PageSeen(page.page_id)),))
    reads = rows_of(
        button(str(number), ReadArticle(one.article_id)) for number, one in enumerate(shown, 1)
    )
    return Screen(joined(blocks, "\n\n"), (*reads, *acts))


def replacing_screen(page: DeskPage, former: DeskPage, texts: Texts) -> Screen:
    """Return what asks whether a page is to replace a former one."""
    own = texts.desk
    names = {"page": _name_and_file(page, texts), "former": _name_and_file(former, texts)}
    sure = button(own.replace_now, ReplaceFormer(page.page_id, sure=True))
    return Screen(plain(own.replace_sure.format(**names)), ((sure,),))


def _name_and_file(page: DeskPage, texts: Texts) -> str:
    file = shorten(page.file.rpartition("/")[2], _NAME_UNITS)
    name = _known(page, texts)
    return texts.pages.file.format(page=name, file=file) if file else name


def _page_name(page: DeskPage, texts: Texts) -> str:
    """Return paper, day and page; and the file's name where one of these two is not known."""
    is_known = page.date is not None and page.label
    file = "" if is_known else page.file.rpartition("/")[2]
    return shorten(_BESIDE.join(filter(None, (_known(page, texts), file))), _NAME_UNITS)


def _known(page: DeskPage, texts: Texts) -> str:
    day = date_text(page.date, texts.citation) or texts.doubts.no_day
    known = (page.paper, day, page_text(page.label, texts.citation))
    return shorten(_BESIDE.join(filter(None, known)), _NAME_UNITS)


def corrections_screen(found: Listed[MadeCorrection], texts: Texts) -> Screen:
    """Return the corrections that can be undone."""
    own = texts.desk
    lines = [
        own.correction.format(
            number=number,
            title=shorten(one.title, _TITLE_UNITS) or texts.untitled,
            after=shorten(one.proposal.after, _AFTER_UNITS),
        )
        for number, one in _numbered(found)
    ]
    heads = own.corrections, own.no_corrections
    return _list(DeskSubject.CORRECTIONS, found, lines, heads, texts)


def set_aside_screen(
    alerts: NotSentList, files: Sequence[NotRead], page: int, texts: Texts
) -> Screen:
    """Return part ``page`` of what failed: alerts first, then files of the inbox."""
    found = part_of((*alerts.first, *files), page)
    key = ShowDesk(DeskSubject.SET_ASIDE, found.page)
    if not found.total:
        return on_desk(Screen(plain(texts.desk.nothing_set_aside)), key, texts)
    of_alerts = tuple(one for one in found.items if isinstance(one, NotSent))
    of_files = [one for one in found.items if isinstance(one, NotRead)]
    parts = [
        not_sent_text(NotSentList(alerts.count, alerts.quarantined, of_alerts), texts)
        if of_alerts
        else "",
        set_aside_text(of_files, texts, len(files)) if of_files else "",
        _part(found, texts),
    ]
    screen = Screen(joined(list(map(plain, parts)), "\n\n"), retry_rows(alerts, texts))
    return on_desk(screen, key, texts, found.pages)


def notices_screen(found: Listed[ListedNotice], texts: Texts) -> Screen:
    """Return the notices, with buttons to send or drop each that waits."""
    own, lines, rows = texts.desk, [], []
    for number, one in _numbered(found):
        text = shorten(" ".join(one.text.split()), _NOTICE_UNITS)
        if one.waits:
            lines.append(own.notice_waits.format(number=number, text=text))
            send = button(own.send_notice.format(number=number), Broadcast(one.id, wanted=True))
            drop = button(own.drop_notice.format(number=number), Broadcast(one.id, wanted=False))
            rows.append((send, drop))
        else:
            day = day_text(one.day, texts.citation)
            lines.append(
                own.notice.format(number=number, text=text, day=day, sent=one.sent, chats=one.chats)
            )
    head = own.notices.format(count=found.total) if found.total else own.no_notices
    shown = joined([plain(head), plain("\n".join(lines)), plain(_part(found, texts))], "\n\n")
    write = (button(own.write_notice, WriteNotice()),)
    key = ShowDesk(DeskSubject.NOTICES, found.page)
    return on_desk(Screen(shown, (*rows, write)), key, texts, found.pages)


def asks_notice(text: str) -> bool:
    """Return whether a message asks for a notice to everybody, which is replied to it."""
    return text in {texts.desk.write_how for texts in (ZH, HANT, EN)}


def numbers_row(
    subject: DeskSubject, found: Iterable[tuple[int, int]], page: int, week: int = 0
) -> tuple[tuple[Button, ...], ...]:
    """Return buttons that open things of a list: the number on each, and the thing's own."""
    return rows_of(button(str(number), OpenOnDesk(subject, page, of, week)) for number, of in found)


def _list(  # noqa: PLR0913, PLR0917 (all of them stand on the screen)
    subject: DeskSubject,
    found: Listed[_Opened],
    lines: Sequence[str],
    heads: tuple[str, str],
    texts: Texts,
    below: str = "",
) -> Screen:
    """Return a list: the first of ``heads`` above its lines, or the second where there is none."""
    head = heads[0].format(count=found.total) if found.total else heads[1]
    parts = [head, "\n".join(lines), _part(found, texts), below]
    opens = [(number, _id_of(one)) for number, one in _numbered(found)]
    screen = Screen(
        joined([plain(part) for part in parts], "\n\n"), numbers_row(subject, opens, found.page)
    )
    return on_desk(screen, ShowDesk(subject, found.page), texts, found.pages)


def _id_of(one: _Opened) -> int:
    match one:
        case DeskPage(page_id=number):
            return number
        case MadeCorrection(proposal=proposal):
            return proposal.id
        case Upload(id=number):
            return number


def _draft(number: int, upload: Upload, texts: Texts) -> str:
    words = texts.desk
    first = shorten(upload.pages[0].name.rpartition("/")[2], _TITLE_UNITS)
    line = words.draft.format(
        number=number, name=first, pages=len(upload.pages), stories=upload.stories
    )
    doubts = sum(page.doubts for page in upload.pages)
    return texts.uploads.page_doubts.format(line=line, count=doubts) if doubts else line


def _counted(subject: DeskSubject, count: int, texts: Texts) -> str:
    own = texts.desk
    name = own.names[subject]
    return own.counted.format(name=name, count=count) if count else name


def _part(found: Listed[object], texts: Texts) -> str:
    if found.pages == 1:
        return ""
    return texts.listing_part.format(page=found.page + 1, pages=found.pages)


def _numbered(found: Listed[_T]) -> Iterable[tuple[int, _T]]:
    return enumerate(found.items, found.start + 1)
