"""What the bot says on the editor's desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.messages.desk_keys import DeskSubject
from retrieval.model import Band


@dataclass(frozen=True, slots=True)
class DeskTexts:
    """The texts of the desk and of its lists, each with what it says where nothing waits."""

    names: Mapping[DeskSubject, str]  # the desk's own, and what its buttons say
    counted: str  # {name}, {count}; a button, and a part of what waits
    waits: str  # {parts}
    between: str  # two such parts
    to_release: str  # a part of what waits
    nothing_waits: str
    choose: str
    refresh: str  # a button
    back: str  # a button: to the list
    to_desk: str  # a button
    drafts: str  # {count}
    draft: str  # {number}, {name}, {pages}, {stories}
    no_drafts: str
    others: str  # {count}: drafts of other admins
    doubts: str  # {count}
    no_doubts: str
    doubt: str  # {number}, {page}, {count}
    seen: str  # a button
    was_seen: str
    replace: str  # a button
    replace_sure: str  # {page}, {former}
    replace_now: str  # a button
    replaced: str
    gone: str
    pages: str  # {count}
    held_first: str
    no_pages: str
    page: str  # {number}, {page}
    held: str  # {line}
    stories: str  # {count}
    no_errors: str
    read: str  # {number}; a button
    corrections: str  # {count}
    correction: str  # {number}, {title}, {after}
    no_corrections: str
    nothing_set_aside: str
    unanswered: str  # {first}, {last}, {count}: questions
    asked: str  # {number}, {words}, {count}
    nothing_unanswered: str  # {first}, {last}
    said: str  # {words}, {count}
    asked_so: str  # {count}, {nothing}, {nearest}
    copy: str  # a button
    week_before: str  # a button
    week_after: str  # a button
    figures: str  # {first}, {last}
    questions: str  # {total}
    bands: Mapping[Band, str]  # {count}
    subscribers: str  # {chats}, {subscriptions}, {paused}
    alerts: str  # {sent}, {failed}
    most_read: str
    most_read_line: str  # {number}, {title}, {count}
    nothing_read: str
    notices: str  # {count}
    no_notices: str
    notice_waits: str  # {number}, {text}
    notice: str  # {number}, {text}, {day}, {sent}, {chats}
    send_notice: str  # {number}; a button
    drop_notice: str  # {number}; a button
    write_notice: str  # a button
    write_how: str  # answered by a reply
