"""What a person asked, parsed: a `Query` for passages, and other interpretations."""

from retrieval.query.filter.clause import Clause, Field
from retrieval.query.filter.filter import Filter
from retrieval.query.off_topic import off_topic_odds
from retrieval.query.own_subject import has_subject
from retrieval.query.several_questions import several
from retrieval.query.small_talk import small_talk

__all__ = ["Clause", "Field", "Filter", "has_subject", "off_topic_odds", "several", "small_talk"]
