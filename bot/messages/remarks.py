"""Remarks in words: what an answer says beside its hits."""

from bot.messages.catalogue import Texts
from bot.messages.texts import ZH
from retrieval.model import Answer, Remark, RemarkKind


def remark_text(remark: Remark, texts: Texts = ZH) -> str:
    """Return the remark as one plain sentence or two; what is suggested stands side by side."""
    if remark.kind is RemarkKind.SUGGESTION:
        return texts.remarks[remark.kind].format(" / ".join(remark.values))
    return texts.remarks[remark.kind].format(*remark.values)


def note(answer: Answer, texts: Texts = ZH) -> str:
    """Return the answer's remarks, one a line, in order; empty if it has none."""
    return "\n".join(remark_text(remark, texts) for remark in answer.remarks)
