"""What the bot says about answers that were rated and errors that were reported and corrected."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import Complaint


@dataclass(frozen=True, slots=True)
class FeedbackTexts:
    """The words of the buttons, and of the replies to those who give feedback and who read it."""

    good: str  # a button
    bad: str  # a button
    thanks: str
    why: str  # to whom an answer was of no use
    complaints: Mapping[Complaint, str]  # buttons, each one's
    because: str  # {reasons}: how many said which
    reason: str  # {why}, {count}
    rated: str  # {words}, {why}: a question whose answer was of no use
    report: str  # a button under a story
    report_how: str  # {title}; answered by a reply
    reported: str
    overview: str  # {good}, {bad}, {open}
    rated_bad: str  # above questions
    errors: str  # above reported errors
    error: str  # {number}, {title}, {said}
    export: str  # a button
    exported: str
    nothing: str
    correct: str  # {number}; a button
    drop: str  # {number}; a button
    correct_how: str  # {said}, {printed}; answered by a reply
    dropped: str
    gone: str
    told: str  # {count}: errors that readers report
    told_more: str  # {count}
    answer_corrected: str  # {title}
    answer_left: str  # {title}


@dataclass(frozen=True, slots=True)
class CorrectionTexts:
    """The words around a correction that an admin proposes, and why there is none."""

    proposed: str  # {title}
    made: str  # {title}
    undone: str  # {title}
    dropped: str  # {title}
    before: str  # above the paragraph
    after: str  # above the paragraph
    confirm: str  # a button
    drop: str  # a button
    undo: str  # a button
    confirmed: str
    taken_back: str
    not_changed: str
    changed_since: str
    no_undo: str
    unclear: str
    nowhere: str  # {words}
    several: str  # {words}, {count}, above the places
    same: str
    several_how: str  # {words}, below the places
