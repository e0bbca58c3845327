"""What the bot says, as a structure: a text for every occasion, whatever the language.

The type checker finds a text that is asked for and has no field here. It reads no catalogue: a text
that is missing in a language's file raises KeyError with its id as soon as `bot.messages.texts` is
imported, so nothing that speaks starts without it, nor do its tests. (Texts by number end at the
first gap instead; `tests.bot.messages.test_texts` holds those to be the same in each language.)
Words in braces are filled in by ``str.format``; all of it is plain text, escaped where it is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.messages.alerts_texts import AlertTexts
from bot.messages.conversation_texts import TalkTexts
from bot.messages.desk_texts import DeskTexts
from bot.messages.doubts_texts import DoubtTexts
from bot.messages.faults_texts import FaultTexts
from bot.messages.feedback_texts import CorrectionTexts, FeedbackTexts
from bot.messages.guests_texts import GuestTexts
from bot.messages.help_texts import HelpTexts
from bot.messages.issues_texts import IssueTexts
from bot.messages.people_texts import PeopleTexts
from bot.messages.questions_texts import AnswerTexts
from bot.messages.settings_texts import SettingsTexts
from bot.messages.subscriptions_texts import SubscribingTexts
from bot.messages.uploads_texts import UploadTexts
from bot.messages.wishes_texts import WishTexts
from bot.model.small_talk import SmallTalk
from retrieval.model import RemarkKind


@dataclass(frozen=True, slots=True)
class CitationTexts:
    """How a story's fields are written; ``{names}`` are joined by a space, as papers print them."""

    reporters: str
    correspondents: str
    photographers: str
    source: str
    full_date: str
    month_day: str
    issued: str  # {day}: the issue's
    event: str  # {day}: the story's own, where it is another than the issue's and matters
    page: str
    also: str  # {places}: where else the story is printed


@dataclass(frozen=True, slots=True)
class PageTexts:
    """What became of a page that came in."""

    file: str  # {page}, {file}: a page, and the file that it came in
    numbered: str  # {number}: a page of which nothing else is known
    replaced: str  # {page}, {former}
    doubtful: str  # {page}, {former}, {command}: that which replaces it all the same
    report: str  # to admins, above a line for each page that the inbox replaced, or doubts


@dataclass(frozen=True, slots=True)
class CommandTexts:
    """What each command does, in a line: of Telegram's menus, of the help and of the guide."""

    start: str
    help: str
    search: str
    latest: str
    issues: str
    article: str
    reporter: str
    subscribe: str
    subscriptions: str
    unsubscribe: str
    settings: str
    quiet: str
    privacy: str
    forget: str
    export: str
    import_: str
    desk: str
    feedback: str
    broadcast: str
    status: str
    example: str  # {line}, {command}: a line of a menu, with what may be typed


@dataclass(frozen=True, slots=True)
class ButtonTexts:
    """What stands on buttons."""

    full: str
    full_numbered: str
    go_on: str
    newer: str
    older: str
    ask_reporter: str
    ask_title: str
    ask_latest: str


@dataclass(frozen=True, slots=True, repr=False)
class Texts:
    """The catalogue of one language; too much to be shown."""

    remarks: Mapping[RemarkKind, str]  # each kind's, {0} and {1} its values
    citation: CitationTexts
    commands: CommandTexts
    help: HelpTexts
    buttons: ButtonTexts
    answers: AnswerTexts
    talk: TalkTexts
    issues: IssueTexts
    feedback: FeedbackTexts
    corrections: CorrectionTexts
    alerts: AlertTexts
    subscribing: SubscribingTexts
    settings: SettingsTexts
    people: PeopleTexts
    guests: GuestTexts
    uploads: UploadTexts
    doubts: DoubtTexts
    wishes: WishTexts
    desk: DeskTexts
    chatting: Mapping[SmallTalk, str]  # a kind reply to each kind
    start: str  # {id}: the person's own
    start_group: str  # {bot}: the bot's username
    start_try: str
    nearest: str
    more: str  # {count}
    found: str  # {total}, of a listing
    listing_part: str  # {page}, {pages}
    part: str  # {part}, {parts}, of a story
    which_article: str
    untitled: str  # a story whose headline is empty
    asked: str  # {question}, tapped on a button
    ask_what: str  # {search}: the command as it is written here
    search_what: str  # {search}
    article_what: str  # {article}
    reporter_what: str  # {reporter}
    no_such_number: str  # {number}, {total}
    no_such_title: str  # {words}
    article_gone: str
    question_gone: str
    button_unknown: str
    only_text: str
    unknown_command: str
    for_private_chat: str  # to an admin of the bot, in a group
    failed: str
    search_away: str  # what was asked can't be looked for just now
    search_away_short: str  # the same on a button
    faults: FaultTexts
    pages: PageTexts
    pages_refused: str  # {count}; to admins, above a line for each
    page_refused: str  # {name}, {reason}
    pages_refused_next: str
    set_aside: str  # {count}; to admins, above a line for each
    set_aside_again: str  # {line}: it is tried again by itself
    set_aside_next: str
