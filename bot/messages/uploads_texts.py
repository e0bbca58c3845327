"""What the bot says about pages that admins send."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.uploads import Refusal
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
    split: str
    goes_on: str
    nothing_read: str
    publishing: str  # {pages}
    published: str  # {pages}, {new}, {changed}, {unchanged}, {removed}
    unchanged: str  # {pages}
    undo_until: str
    dropped: str
    taken_back: str  # {pages}
    stays: str  # {names}
    too_late: str
    gone: str
    not_admin: str  # {id}
    photo: str  # what a picture without a name is called
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
