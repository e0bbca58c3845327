"""Keys of the buttons for feedback: anyone can send any, so decoding takes nothing for granted."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class RateAnswer:
    """Rate the answer that the button is under: ``good`` or not."""

    good: bool


@dataclass(frozen=True, slots=True)
class ReportError:
    """Ask what is wrong in the article's text."""

    article_id: int


@dataclass(frozen=True, slots=True)
class Correct:
    """Ask for the right words of a reported error, or, not ``wanted``, leave the text as it is."""

    misprint_id: int
    wanted: bool


class ProposalAct(StrEnum):
    """What can be done with a proposed correction."""

    CONFIRM = "c"
    DROP = "d"
    UNDO = "u"


@dataclass(frozen=True, slots=True)
class OnProposal:
    """Do this with the proposal of this number."""

    act: ProposalAct
    proposal_id: int


@dataclass(frozen=True, slots=True)
class ExportFeedback:
    """Send all feedback as a file."""


FeedbackKey: TypeAlias = RateAnswer | ReportError | Correct | OnProposal | ExportFeedback

_KEY = re.compile("(k[01]|f)|(e|zy|zx|zc|zd|zu)(0|[1-9][0-9]{0,17})")


def encode_feedback(key: FeedbackKey) -> str:
    """Return the key as callback data: ASCII, at most 64 bytes."""
    match key:
        case RateAnswer(good):
            return "k1" if good else "k0"
        case ReportError(article_id):
            return f"e{article_id}"
        case Correct(misprint_id, wanted):
            return f"z{'y' if wanted else 'x'}{misprint_id}"
        case OnProposal(act, number):
            return f"z{act}{number}"
        case ExportFeedback():
            return "f"


def decode_feedback(data: str) -> FeedbackKey | None:
    """Return the key that ``data`` spells, or None for anything that is none of these."""
    found = _KEY.fullmatch(data)
    if found is None:
        return None
    if found[1]:
        return ExportFeedback() if found[1] == "f" else RateAnswer(found[1] == "k1")
    number = int(found[3])
    match found[2][1:]:
        case "":
            return ReportError(number)
        case "y" | "x" as wanted:
            return Correct(number, wanted=wanted == "y")
        case act:
            return OnProposal(ProposalAct(act), number)
