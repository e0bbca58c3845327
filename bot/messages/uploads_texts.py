"""What the bot says about pages that admins send."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.uploads import EditKind, Refusal
from retrieval.model import NoteKind, Reason


@dataclass(frozen=True, slots=True)
class UploadTexts:
    """The texts. Nothing in them says more than was read or done."""

    file: str  # {name}, {page}, {pages}
    folded: str
    stories: str  # {count}
    length: str  # {count}: characters of a story
    notes: Mapping[NoteKind, str]  # {count}
    note: str  # {line}, {reason}, {text}
    note_from: str  # {line}, {above}, {reason}, {text}
    reasons: Mapping[Reason, str]
    left_out: str  # {count}
    refused: str  # {name}, {reason}
    why: Mapping[Refusal, str]  # {detail}
    more: str  # {count}
    not_yet: str  # {pages}, {stories}
    old: str  # {days}: a remark, no doubt
    nothing_left: str  # every story was left out
    others: str  # {pages}: of the draft, which have something to look at
    edited: str
    edits: Mapping[EditKind, str]  # {title}
    as_file: str
    photo: str  # the name of a file that has none
    photo_kindly: str  # to who is no admin
    reading: str  # what is told while words are read from a picture
    reading_one: str  # {number}
    reading_of: str  # {number}, {total}
    pages_head: str  # {pages}
    page_line: str  # {number}, {page}, {stories}
    page_doubts: str  # {line}, {count}: such a line, where there is something to look at
    split: str
    goes_on: str
    nothing_read: str
    publishing: str  # {pages}
    published: str  # {pages}, {new}, {changed}, {unchanged}, {removed}
    found_later: str  # what was published is not found by questions yet
    unchanged: str  # {pages}
    undo_until: str
    dropped: str
    taken_back: str  # {pages}
    stays: str  # {names}
    too_late: str
    gone: str
    not_admin: str  # {id}
    help: str  # under /help, to admins
    may_replace: str  # {former}
    replaced: str  # {names}
    publish: str  # a button, like those that follow
    replace: str
    drop: str
    undo: str
    today: str  # {day}
    yesterday: str  # {day}
    pick_day: str
    paper: str
    label: str
    which_day: str  # {month}: above a calendar
    which_paper: str
    other_paper: str  # a button, the last of them
    paper_how: str
    label_how: str
    not_stated: str  # {most}
    back: str
    forth: str
    every_page: str  # {pages}
    page_number: str  # {number}
    drop_story: str  # {number}, {title}
    join_story: str  # {number}
    take_back_edit: Mapping[EditKind, str]  # {title}
    stories_before: str
    stories_after: str
