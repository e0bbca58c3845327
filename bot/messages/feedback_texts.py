"""What the bot says about answers that were rated and errors that were reported."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedbackTexts:
    """The words of the buttons, and of the replies to those who give feedback and who read it."""

    good: str  # a button
    bad: str  # a button
    thanks: str
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
    corrected: str
    dropped: str
    gone: str
