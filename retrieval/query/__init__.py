"""What a person asked, parsed: a `Query` for passages, and other interpretations."""

from retrieval.query.filter.clause import Clause, Field
from retrieval.query.filter.filter import Filter
from retrieval.query.several_questions import several

__all__ = ["Clause", "Field", "Filter", "several"]
