"""What the bot says about answers, their pages and stories."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerTexts:
    """The words under and beside answers."""

    by_newest: str  # a button
    by_relevance: str  # a button
    not_yours: str
    expired: str
    ask_again: str  # a button
    ask_suggested: str  # {question}; a button
    ask_numbered: str  # {number}; a button
    share: str  # a button
    share_numbered: str  # {number}; a button
    copy: str  # a button
    copy_numbered: str  # {number}; a button
    cited: str  # {title}, {byline}; to be copied
    cited_bare: str  # {title}; to be copied
    quoted: str  # {sentence}, {cited}; to be copied
    follow: str  # {name}; a button
    before: str  # a button
    after: str  # a button
    followed: str  # {question}, what a follow-up was taken for
    which_person: str  # {word}, {people}
    which_number: str  # {first}, {last}
    no_more: str  # {total}
    written_by: str  # {title}, {names}
    no_byline: str  # {title}
    dated: str  # {title}, {day}
    undated: str  # {title}
    too_many: str  # {count}, questions of one message that are answered
    ask_in_private: str  # a button over inline results
