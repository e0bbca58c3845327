"""Keys of the buttons for feedback."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, TypeAlias

from bot.messages.key_codec import Number, OneZero, YesNo, letters
from bot.model import Complaint

ComplaintLetter: TypeAlias = Annotated[
    Complaint,
    letters(
        {
            "a": Complaint.UNRELATED,
            "b": Complaint.INCOMPLETE,
            "c": Complaint.MISPRINTED,
            "d": Complaint.OUTDATED,
        }
    ),
]


@dataclass(frozen=True, slots=True)
class RateAnswer:
    """Rate the answer that the button is under: ``good`` or not."""

    form: ClassVar = "k{good}"
    good: OneZero


@dataclass(frozen=True, slots=True)
class SayWhy:
    """Keep why the answer that the button is under is of no use."""

    form: ClassVar = "k{complaint}"
    complaint: ComplaintLetter


@dataclass(frozen=True, slots=True)
class ReportError:
    """Ask what is wrong in the article's text."""

    form: ClassVar = "e{article_id}"
    article_id: Number


@dataclass(frozen=True, slots=True)
class Correct:
    """Ask for the right words of a reported error, or, not ``wanted``, leave the text as it is."""

    form: ClassVar = "z{wanted}{misprint_id}"
    misprint_id: Number
    wanted: YesNo


class ProposalAct(StrEnum):
    """What can be done with a proposed correction."""

    CONFIRM = "c"
    DROP = "d"
    UNDO = "u"


@dataclass(frozen=True, slots=True)
class OnProposal:
    """Do this with the proposal of this number."""

    form: ClassVar = "z{act}{proposal_id}"
    act: ProposalAct
    proposal_id: Number


@dataclass(frozen=True, slots=True)
class ExportFeedback:
    """Send all feedback as a file."""

    form: ClassVar = "f"


FeedbackKey: TypeAlias = RateAnswer | SayWhy | ReportError | Correct | OnProposal | ExportFeedback
