"""What a person asked, parsed: a `Query` of weighted terms, names, a day, an intent."""

from retrieval.query.filter.clause import Clause, Field
from retrieval.query.filter.filter import Filter

__all__ = ["Clause", "Field", "Filter"]
