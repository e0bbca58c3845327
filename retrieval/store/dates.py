"""A printed date as five columns: what is known of it, and how."""

from retrieval.model import Evidence, PrintedDate

COLUMNS = "year, month, day, day_from, year_from"

DateRow = tuple[int | None, int | None, int | None, str | None, str | None]


def date_row(date: PrintedDate | None) -> DateRow:
    """Return the values of `COLUMNS`, all None for no date."""
    if date is None:
        return None, None, None, None, None
    return date.year, date.month, date.day, date.day_from, date.year_from


def date_of(
    year: int | None,
    month: int | None,
    day: int | None,
    day_from: str | None,
    year_from: str | None,
) -> PrintedDate | None:
    """Make a date of the values of `COLUMNS`, in their order."""
    if month is None or day is None or day_from is None:
        return None
    return PrintedDate(
        month, day, Evidence(day_from), year, None if year_from is None else Evidence(year_from)
    )
