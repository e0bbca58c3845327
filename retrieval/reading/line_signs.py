"""What speaks for a line's being of one kind or another: the signs of its words, layout and place.

The signs of its words are those of its form (`retrieval.reading.line_form`). Layout counts by
contrast with the rest of the page: an indent says something where other lines have none. Place is
what stands above and below: a report's opening, a byline, a text in which the line's words come
again. What each sign weighs stands in ``words/line_signs.tsv``.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from retrieval.reading.bylines import Sureness, look
from retrieval.reading.echo import echo, text_below
from retrieval.reading.endings import ends, goes_on, may_go_on
from retrieval.reading.headlines import tells_when
from retrieval.reading.line_form import (
    DASHES,
    HEAD_MARKS,
    LONGEST,
    NUMBER,
    STAMP,
    LineForm,
    Signs,
    form_of,
)
from retrieval.reading.line_runs import (
    beneath_headings,
    listed_links,
    numbered_series,
    part_series,
    rows_of_short,
)
from retrieval.reading.markup import Line, Mark
from retrieval.reading.signatures import (
    has_author_above,
    is_bare_name,
    is_bulleted_name,
    is_signed,
)
from retrieval.reading.verse import keeps_its_lines

_ECHOLESS = 0.1  # share of a line's words up to which they have not come again
_LEAST_ECHO, _MOST_ECHO = 0.15, 0.55  # shares between which it grows surer that they have
_HEADS_ECHO = 0.3  # share from which a line below says what follows
_AROUND = 4  # lines below that are looked at for what a headline stands over
_MAJORITY = 0.6  # of a page's paragraphs, indented
_FEWEST_INDENTED = 2  # paragraphs, before an indent says something
_INSIDE = 0.4  # how much pieces of furniture show below a text: forecasts have such, and lists
_ONE_HEADING = 0.5  # how much one marked headline shows that headlines are marked
_FEWEST_HEADS = 3  # marked headlines that show how a page's stories open
_MAY_BE_OPEN = 0.4  # how much that shows where stories have no ends to tell by
_SHORTEST_TEASER = 10  # characters; a kicker may be shorter, and say nothing of the text
_SAID_AGAIN = 16  # characters that open a line, and stand in the next
_SURELY_CUT = 2.0  # times as sure as where the line below may go on
_DASH_ENDS = (DASHES[0], "：", ":")
_OVER_TEXT = "over_prose"
_SITE = re.compile(r"[-_|].{2,12}$")
_BRACKETED = re.compile(r"\([^()。]{2,30}\)")
_DIGITS = re.compile(r"\d+")


def signs_of(
    lines: Sequence[Line], furniture: Collection[int], known: Collection[int] = ()
) -> list[Signs]:
    """Return the signs of each line of a page, in order.

    ``furniture`` are the places of the lines that have the whole form of it, ``known`` those of
    lines that the paper prints on its pages. The cost grows with the length of the page.
    """
    forms = [form_of(line, is_furniture=at in furniture) for at, line in enumerate(lines)]
    page = _Page(forms)
    return [
        {
            **form.signs,
            **({"known": 1.0} if at in known else {}),
            **page.of_layout(at),
            **page.of_place(at),
        }
        for at, form in enumerate(forms)
    ]


class _Page:
    """The lines of a page by their places, and what is true of them all."""

    def __init__(self, forms: Sequence[LineForm]) -> None:
        self._forms = forms
        self._count = len(forms)
        self._furniture = frozenset(at for at, one in enumerate(forms) if one.is_furniture)
        self._above = self._neighbours(step=1)
        self._below = self._neighbours(step=-1)
        self._story = self._neighbours(step=1, captions=False)
        self._first_prose = self._first(one.is_prose for one in forms)
        self._first_story = self._first(
            one.is_prose or one.line.mark in HEAD_MARKS for one in forms
        )
        self._shapes = [_DIGITS.sub("0", one.plain) for one in forms]
        self._times = Counter(self._shapes)
        self._latest = {_bare(one): at for at, one in enumerate(forms)}
        self._named = [self._is_named(at) for at in range(self._count)]
        self._echoes = self._all_echoes()
        self._leads = [self._lead(at) for at in range(self._count)]
        self._rows = rows_of_short(forms, self._first_story)
        self._beneath = frozenset(beneath_headings(forms))
        self._verse = self._all_verse()
        self._listed = frozenset(listed_links(forms))
        self._series = numbered_series(forms, self._below)
        self._part_series = part_series(forms)
        running = [at for at, one in enumerate(forms) if one.is_prose]
        indented = [forms[at].line.indented for at in running]
        self._indents = _share(indented) if sum(indented) >= _FEWEST_INDENTED else 0.0
        gaps = [forms[two].line.gap for one, two in pairwise(running) if two == one + 1]
        self._parted = not gaps or sum(gaps) * 2 >= len(gaps)
        heads = [
            at for at, one in enumerate(forms) if one.line.mark is Mark.HEADING and one.is_title
        ]
        self._heads = len(heads)
        opened = _share(self._leads[at] not in (None, _OVER_TEXT) for at in heads)
        self._opened = opened if len(heads) >= _FEWEST_HEADS else 0.0
        echoes = [(self._echoes[at] or 0.0) > _LEAST_ECHO for at in heads]
        self._telling = _share(echoes) if heads else 1.0
        self._signs_ends = any(self._closes_story(at) for at in range(self._count))

    def of_layout(self, at: int) -> Signs:
        """Return the signs of a line's layout."""
        form = self._forms[at]
        line, above = form.line, self._forms[at - 1].line if at else None
        held = (
            ("full", line.full),
            ("after_full", above is not None and above.full and not line.gap),
            ("turned", line.turned),
            ("set_off", line.gap and not self._parted),
            ("repeated", "comma" not in form.signs and self._times[self._shapes[at]] > 1),
            ("verse", at in self._verse and at >= self._first_story),
            ("listed", at in self._listed),
            ("series", at in self._series),
            ("part_series", at in self._part_series),
            ("beneath", at in self._beneath),
        )
        found = {name: 1.0 for name, holds in held if holds}
        if self._indents >= _MAJORITY:
            found["indented" if line.indented else "outdented"] = self._indents
        if self._heads and line.mark is not Mark.HEADING:
            found["unmarked"] = 1.0 if self._heads > 1 else _ONE_HEADING
        if self._rows[at]:
            found["in_row"] = self._rows[at]
        return found

    def of_place(self, at: int) -> Signs:
        """Return the signs of what stands above and below a line."""
        form, above, below = self._forms[at], self._above[at], self._below[at]
        runs_on = "comma" in form.signs
        held = [
            ("first", above is None),
            ("last", below is None),
            ("again_below", form.is_short and not runs_on and self._comes_again(at)),
            ("bold_inside", form.line.mark is Mark.BOLD and self._is_inside(at)),
            ("named", self._named[at]),
            ("bracketed", self._is_bracketed(at)),
            ("site", at > 0 and "dated" in self._forms[at - 1].signs and "bullet" in form.signs),
            ("page_title", self._is_page_title(at)),
            ("over_verse", below is not None and below in self._verse),
            ("over_genre", below is not None and "genre_alone" in self._forms[below].signs),
            ("signed_alone", self._is_signed_alone(at)),
            ("opening", form.opens and below is not None),
            ("above_all", at < self._first_story and form.is_brief),
            ("contact_above", at < self._first_prose and "contact" in form.signs),
            ("said_again", self._is_said_again(at)),
            ("over_furniture", at < self._first_story and at + 1 in self._furniture),
        ]
        found = {name: 1.0 for name, holds in held if holds}
        if "pieces" in form.signs and at > self._first_prose and "dated" not in form.signs:
            found["pieces"] = form.signs["pieces"] * _INSIDE
        if (end := self._end_above(at)) is not None:
            found[end] = 1.0
        if (byline := self._byline(at)) is not None:
            found[byline] = 1.0
        if below is not None and (cut := self._cut(at, below)):
            found["split"] = cut
        if STAMP.fullmatch(form.plain):
            found["closes" if self._signs_text(at) else "stamp"] = 1.0
        if below is not None and form.may_head:
            found |= self._of_head(at, below)
        return found

    def _of_head(self, at: int, below: int) -> dict[str, float]:
        """Return the signs of what stands below a line that may be a headline."""
        found: dict[str, float] = {}
        line, under, seen = self._forms[at].line, self._forms[below], self._echoes[at]
        if under.line.width > line.width + line.width // 2:
            found["narrow"] = 1.0
        if seen is not None and seen > _LEAST_ECHO:
            found["echo"] = min(1.0, (seen - _LEAST_ECHO) / (_MOST_ECHO - _LEAST_ECHO))
        if seen is not None and seen < _ECHOLESS:
            found["echoless"] = self._telling
        lead, marked = self._leads[at], line.mark is Mark.HEADING
        if lead is not None and not (marked and lead == _OVER_TEXT):
            found[lead] = 1.0
        if marked and lead in (None, _OVER_TEXT):
            found["unlike"] = self._opened * (1.0 if self._is_open(at) else _MAY_BE_OPEN)
        if under.is_title and not under.is_signature:
            found["over_title"] = 1.0
            if self._is_foreign(at, below):
                found["foreign"] = 1.0
        return found

    def _end_above(self, at: int) -> str | None:
        """Return the sign of how the text above a line ends; None where there is no text."""
        story = self._story[at]
        if story is None or not self._forms[story].is_prose:
            return None
        above = self._forms[story]
        if is_signed(above.text):
            return "after_signed"
        if ends(above.text):
            return "after_end"
        return None if above.line.turned else "after_cut"

    def _signs_text(self, at: int) -> bool:
        """Return whether a day alone stands below a text, and not between a headline and one."""
        above, below = self._above[at], self._below[at]
        headed = above is not None and self._forms[above].line.mark in HEAD_MARKS
        if below is not None and self._forms[below].is_signature:
            below = self._below[below]
        over = below is not None and (self._forms[below].is_prose or self._forms[below].opens)
        return at > self._first_story and not headed and not over

    def _cut(self, at: int, below: int) -> float:
        """Return how much it seems that the line below goes on with this line's sentence."""
        text, under = self._forms[at].text, self._forms[below].text
        if goes_on(under):
            return _SURELY_CUT
        subject = is_bare_name(text) and not has_author_above(under, headed=True)
        return float(subject or may_go_on(under))

    def _is_said_again(self, at: int) -> bool:
        """Return whether the text below begins with the words of this line."""
        form, below = self._forms[at], self._below[at]
        if below is None or len(form.text) < _SAID_AGAIN or not self._forms[below].is_prose:
            return False
        if "comma" in form.signs or goes_on(self._forms[below].text):
            return False
        words = NUMBER.sub("", form.plain, count=1)[:_SAID_AGAIN]
        return words in self._forms[below].plain[: LONGEST + _SAID_AGAIN]

    def _is_open(self, at: int) -> bool:
        """Return whether this page's stories are signed at their ends, and the one above is not."""
        above = self._above[at]
        return self._signs_ends and above is not None and not self._forms[above].is_signature

    def _closes_story(self, at: int) -> bool:
        """Return whether a byline stands between a text and a marked headline, or at the end."""
        above, below = self._above[at], self._below[at]
        if not self._forms[at].is_signature or above is None or not self._forms[above].is_prose:
            return False
        return below is None or self._forms[below].line.mark is Mark.HEADING

    def _lead(self, at: int) -> str | None:
        """Return the sign of what a line would be the headline of; None where nothing is near."""
        place = self._below[at]
        for _ in range(_AROUND):
            if place is None:
                return None
            form = self._forms[place]
            if form.opens:
                return "over_opening"
            if form.is_signature or self._named[place]:
                return "over_byline"
            if form.is_prose:
                return "over_when" if tells_when(form.text) else _OVER_TEXT
            place = self._below[place]
        return None

    def _is_foreign(self, at: int, below: int) -> bool:
        """Return whether a line says nothing of the text, and one below the gap does."""
        form, under = self._forms[at], self._forms[below].line
        part = form.text.rstrip().endswith(_DASH_ENDS) or len(form.text) < _SHORTEST_TEASER
        if form.line.mark is not Mark.PLAIN or part or (self._echoes[at] or 0.0) >= _LEAST_ECHO:
            return False
        return under.gap and under.mark is not Mark.HEADING and self._is_over_head(below)

    def _is_over_head(self, at: int) -> bool:
        """Return whether this line or one of the next few says what the text says."""
        place: int | None = at
        for _ in range(_AROUND):
            if place is None or not self._forms[place].is_title:
                return False
            if self._forms[place].text.startswith(DASHES):
                return False
            if (self._echoes[place] or 0.0) > _HEADS_ECHO:
                return True
            place = self._below[place]
        return False

    def _byline(self, at: int) -> str | None:
        """Return the sign of a byline that is told by its place, or by the names below it."""
        form, above, below = self._forms[at], self._above[at], self._below[at]
        if form.is_furniture or form.is_signature or len(form.text) > LONGEST:
            return None
        if not form.is_title and not form.plain.startswith("("):
            return None
        seen = look(form.text, "" if below is None else self._forms[below].text)
        if seen.sureness is Sureness.BY_WORDS:
            return "signature"
        if seen.sureness is Sureness.NONE:
            return None
        if self._cut(at, below) if below is not None else 0.0:
            return None
        heads = above is not None and self._forms[above].may_head
        under = below is not None and self._forms[below].is_prose
        closes = self._is_below_text(at) and (below is None or self._forms[below].may_head)
        return "author" if (heads and under) or closes else "author_like"

    def _is_below_text(self, at: int) -> bool:
        story = self._story[at]
        return story is not None and self._forms[story].is_prose

    def _is_signed_alone(self, at: int) -> bool:
        """Return whether a line below a text is one name, in brackets, and nothing else."""
        text = self._forms[at].text.strip()
        return self._is_bracketed(at) and is_bare_name(text[1:-1])

    def _is_named(self, at: int) -> bool:
        """Return whether a line is a name alone between what may be a headline and a text."""
        above, below = self._above[at], self._below[at]
        form = self._forms[at]
        if above is None or below is None or form.is_furniture:
            return False
        head = self._forms[above]
        marked = head.line.mark in HEAD_MARKS
        if not (marked or head.is_title) or head.line.full:
            return False
        author = is_bare_name(form.text) and has_author_above(
            self._forms[below].text, headed=marked
        )
        return author or is_bulleted_name(form.text)

    def _all_echoes(self) -> list[float | None]:
        texts = [one.text for one in self._forms]
        prose = [one.is_prose or "comma" in one.signs for one in self._forms]
        return [
            echo(one.text, text_below(texts, prose, at)) if one.may_head else None
            for at, one in enumerate(self._forms)
        ]

    def _comes_again(self, at: int) -> bool:
        """Return whether a line's words are a line of their own further down."""
        return self._latest[_bare(self._forms[at])] > at

    def _is_page_title(self, at: int) -> bool:
        """Return whether a line is one further down, and a site's name behind a dash or bar."""
        words = _bare(self._forms[at])
        before = _SITE.sub("", words)
        return before != words and self._latest.get(before, -1) > at

    def _is_bracketed(self, at: int) -> bool:
        """Return whether a line below a text is in round brackets from end to end."""
        form = self._forms[at]
        closed = form.text.strip()[:1] in "(（" and _BRACKETED.fullmatch(form.plain) is not None
        return closed and at > self._first_prose

    def _is_inside(self, at: int) -> bool:
        return at > self._first_prose and self._leads[at] == _OVER_TEXT

    def _all_verse(self) -> frozenset[int]:
        """Return the places of lines that stay lines: of verse, or of columns."""
        texts = [
            one.line.mark is Mark.PLAIN
            and not (one.is_furniture or one.is_signature or one.is_caption or named)
            for one, named in zip(self._forms, self._named, strict=True)
        ]
        return frozenset(keeps_its_lines([one.line for one in self._forms], texts))

    def _neighbours(self, *, step: int, captions: bool = True) -> list[int | None]:
        """Return for each place the nearest before it (after it for -1) that is no furniture."""
        found: list[int | None] = [None] * self._count
        last: int | None = None
        for at in range(self._count)[::step]:
            found[at] = last
            form = self._forms[at]
            if not form.is_furniture and (captions or not form.is_caption):
                last = at
        return found

    def _first(self, holds: Iterable[bool]) -> int:
        return next((at for at, one in enumerate(holds) if one), self._count)


def _bare(form: LineForm) -> str:
    """Return the words of a line without a number before them, and without spaces."""
    return NUMBER.sub("", form.plain, count=1).replace(" ", "")


def _share(given: Iterable[bool]) -> float:
    """Return the share of what holds; 0 of nothing."""
    values = list(given)
    return sum(values) / len(values) if values else 0.0
