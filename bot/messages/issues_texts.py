"""What the bot says about issues of papers and their pages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IssueTexts:
    """The words over and under issues, and of the calendar of what there is."""

    pages: str  # {pages}
    stories: str  # {page}, {count}
    calendar: str  # a button
    month: str  # {year}, {month}
    month_line: str  # {month}, {days}
    month_count: str  # {month}, {count}
    months_more: str  # {count}
    all_papers: str  # a button
    paper_line: str  # {name}, {issues}, {articles}
    paper_span: str  # {first}, {last}
    own: str  # {count}
    elsewhere: str  # {count}
    before: str  # {day}; a button
    after: str  # {day}; a button
