"""How rightly papers in files of all kinds are read: ``python -m retrieval.evaluation formats``.

FOLDER holds ``expected.json``: its ``stories``, each with ``title``, ``subtitle``, ``kicker``,
``reporters``, ``correspondents``, ``date`` (its own day, null where it tells none), ``paragraphs``
(without bylines and captions) and ``caption``; and its ``cases``, each with its ``path`` below the
folder, the numbers of its ``stories`` in the order of print, and what is said of it:
``no_subtitle`` where it prints none, ``ocr`` where it is a picture. A row is printed for each case:

``stories`` are those found of those that are there, told by their titles, whatever kicker or
subtitle stands beside them; ``near`` of the found have a title that is not letter for letter the
printed one; ``extra`` are articles that are no story. Of the stories found, ``subtitle``,
``reporters``, ``writers`` (correspondents) and ``day`` are those that are wholly right, and
``moved`` those that would have to change places for the order of print. ``wrong`` is the share of
characters that have to be changed, added or taken out of the bodies of the stories found, without
spaces: a caption that stands by itself, and the words 本报讯, are not asked. ``refused`` are files
that were not read, ``pages`` those that were, ``s/page`` the seconds that each took. With
``--faults`` what is wrong is told story by story below each row.
"""

import json
import re
import sys
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from retrieval.errors import PageRefused
from retrieval.evaluation.arguments import described
from retrieval.evaluation.edit_distance import edits
from retrieval.formats import Found, LeftOut, pages_of
from retrieval.model import Article
from retrieval.model.files import File
from retrieval.reading.page import read_text

NEAR_TITLE = 0.25
"""Of a title's characters, so many may be wrong in one that is still told to be the same."""

_MARKS = re.compile(r"[\W_]+")
_OPENING = re.compile(r"^本报(?:\w{0,12}?\d+月\d+日)?(?:讯|消息|电)[\s：:]*")

PagesOf = Callable[[Path], Iterable[Found]]
"""The pages of a file or folder, in order, and the refusal of each file that is not read."""


@dataclass(frozen=True, slots=True)
class ExpectedStory:
    """A story as it is printed; ``day`` is ``YYYY-MM-DD``, None where the story tells none."""

    title: str
    subtitle: str | None
    kicker: str | None
    reporters: tuple[str, ...]
    correspondents: tuple[str, ...]
    day: str | None
    paragraphs: tuple[str, ...]
    caption: str | None

    @property
    def body(self) -> str:
        """Its paragraphs, run together."""
        return _run_together(self.paragraphs)


@dataclass(frozen=True, slots=True)
class FormatCase:
    """A file or folder of a set, and the stories in it, in the order of print."""

    name: str
    path: Path
    stories: tuple[ExpectedStory, ...]
    has_subtitles: bool = True
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """What became of a case; see the module. ``wrong`` and ``length`` are in characters."""

    case: str
    stories: int
    found: int
    near: int
    extra: int
    moved: int
    subtitles: int
    reporters: int
    correspondents: int
    days: int
    wrong: int
    length: int
    pages: int
    refused: int
    seconds: float
    faults: tuple[str, ...] = ()

    @property
    def share_wrong(self) -> float:
        """The share of characters that are wrong, of the stories found; 0 where none is."""
        return self.wrong / max(1, self.length)


def read_cases(folder: Path) -> tuple[FormatCase, ...]:
    """Return a set's cases. Raises OSError, ValueError or KeyError where it can't be read."""
    given = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    stories = [_story(one) for one in given["stories"]]
    return tuple(
        FormatCase(
            name,
            folder / one["path"],
            tuple(stories[at] for at in one["stories"]),
            has_subtitles=not one.get("no_subtitle", False),
            is_picture=one.get("ocr", False),
        )
        for name, one in given["cases"].items()
    )


def _story(one: Mapping[str, object]) -> ExpectedStory:
    def text(key: str) -> str | None:
        return str(one[key]) if one.get(key) else None

    def texts(key: str) -> tuple[str, ...]:
        held = one.get(key) or ()
        return tuple(map(str, held)) if isinstance(held, Iterable) else ()

    return ExpectedStory(
        str(one["title"]),
        text("subtitle"),
        text("kicker"),
        texts("reporters"),
        texts("correspondents"),
        text("date"),
        texts("paragraphs"),
        text("caption"),
    )


def measured(case: FormatCase, pages_of: PagesOf) -> CaseFigures:
    """Read a case and hold what is read against what it holds."""
    began = perf_counter()
    articles: list[Article] = []
    faults: list[str] = []
    pages = refused = 0
    for page in pages_of(case.path):
        if isinstance(page, PageRefused):
            refused += 1
            faults.append(f"refused: {page}")
            continue
        if isinstance(page, LeftOut):
            continue
        pages += 1
        reading = read_text(page.text, page.name, stated=page.told, layout=page.layout)
        articles += reading.bulletin.articles
    return compared(case, articles, pages, refused, perf_counter() - began, tuple(faults))


def compared(  # noqa: PLR0913, PLR0917 (what became of it)
    case: FormatCase,
    articles: Sequence[Article],
    pages: int = 1,
    refused: int = 0,
    seconds: float = 0.0,
    faults: tuple[str, ...] = (),
) -> CaseFigures:
    """Hold a case's articles, in the order read, against its stories."""
    told = list(faults)
    found = _matched(case.stories, articles)
    at_of = {id(article): at for at, article in enumerate(articles)}
    near = subtitles = reporters = correspondents = days = wrong = length = 0
    for story, article in found:
        if _letters(article.title) not in _titles(story):
            near += 1
            told.append(f"{story.title}: title {article.title}")
        wanted = story.subtitle if case.has_subtitles else None
        told_under = _letters(article.subtitle or "")
        # Of a headline in parts, the last is told as its second even where that is no subtitle.
        if told_under == _letters(wanted or "") or (
            told_under and not wanted and told_under in _last_parts(story)
        ):
            subtitles += 1
        else:
            told.append(f"{story.title}: subtitle {article.subtitle}, not {wanted}")
        if set(article.reporters) == set(story.reporters):
            reporters += 1
        else:
            told.append(f"{story.title}: reporters {_names(article.reporters, story.reporters)}")
        if set(article.correspondents) == set(story.correspondents):
            correspondents += 1
        else:
            names = _names(article.correspondents, story.correspondents)
            told.append(f"{story.title}: correspondents {names}")
        day = None if article.date is None else str(article.date)
        if day == story.day:
            days += 1
        else:
            told.append(f"{story.title}: day {day}, not {story.day}")
        body, printed = _body(article, story), story.body
        changed = edits(body, printed)
        if changed:
            told.append(
                f"{story.title}: {changed} of {len(printed)} characters {_parting(body, printed)}"
            )
        wrong += changed
        length += len(printed)
    held = {id(article) for _, article in found}
    there = [story for story, _ in found]
    told += [f"missed: {one.title}" for one in case.stories if one not in there]
    told += [f"extra: {one.title}" for one in articles if id(one) not in held]
    moved = len(found) - _longest_rise([at_of[id(article)] for _, article in found])
    return CaseFigures(
        case.name,
        len(case.stories),
        len(found),
        near,
        len(articles) - len(found),
        moved,
        subtitles,
        reporters,
        correspondents,
        days,
        wrong,
        length,
        pages,
        refused,
        seconds,
        tuple(told),
    )


def _matched(
    stories: Sequence[ExpectedStory], articles: Sequence[Article]
) -> list[tuple[ExpectedStory, Article]]:
    """Return each story that is found with its article, in the order of the stories.

    Titles that are the same come first, then the nearest ones; each article is one story.
    """
    costs = sorted(
        (cost, s, a)
        for s, story in enumerate(stories)
        for a, article in enumerate(articles)
        if (cost := _distance(story, article)) <= NEAR_TITLE
    )
    of_story: dict[int, int] = {}
    taken: set[int] = set()
    for _, s, a in costs:
        if s not in of_story and a not in taken:
            of_story[s] = a
            taken.add(a)
    return [(stories[s], articles[of_story[s]]) for s in sorted(of_story)]


def _distance(story: ExpectedStory, article: Article) -> float:
    """Return the share of characters in which a title differs from the nearest that is right."""
    title = _letters(article.title)
    return min(edits(title, one) / max(1, len(one)) for one in _titles(story))


def _titles(story: ExpectedStory) -> set[str]:
    """Return the title's letters alone, and with kicker and subtitle on either side or both."""
    kicker, title, subtitle = (
        _letters(one or "") for one in (story.kicker, story.title, story.subtitle)
    )
    around = (kicker, "", subtitle)
    return {f"{one}{title}{other}" for one in around for other in around if not one or one != other}


def _last_parts(story: ExpectedStory) -> set[str]:
    """Return what may be told as the second part of a headline without a subtitle."""
    last = {_letters(story.title.split()[-1])} if " " in story.title.strip() else set()
    return last | ({_letters(story.title)} if story.kicker else set())


def _letters(text: str) -> str:
    """Return a text's letters and figures, in one width and case, without marks and spaces."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).lower())


def _body(article: Article, story: ExpectedStory) -> str:
    """Return an article's text without spaces, its opening words and a caption by itself."""
    caption = _letters(story.caption or "")
    kept = [
        one
        for one in article.paragraphs
        if not (caption and (letters := _letters(one)) and _is_caption(letters, caption))
    ]
    if kept and not (story.paragraphs and _OPENING.match(story.paragraphs[0])):
        kept[0] = _OPENING.sub("", kept[0], count=1)
    return _run_together(kept)


def _run_together(paragraphs: Iterable[str]) -> str:
    """Return paragraphs without spaces and without the bars between a table's cells."""
    return "".join("".join(paragraphs).replace("|", "").split())


def _is_caption(letters: str, caption: str) -> bool:
    """Return whether a paragraph is a caption or its beginning, a few letters misread or not."""
    return edits(letters, caption[: len(letters)]) <= len(letters) // 8


def _longest_rise(places: Sequence[int]) -> int:
    """Return how many of the places can be kept so that each is after the one before."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)


def _names(told: Sequence[str], wanted: Sequence[str]) -> str:
    return f"{' '.join(told) or '-'}, not {' '.join(wanted) or '-'}"


def _parting(one: str, other: str) -> str:
    """Return where two texts part for the first time, each from there on."""
    pairs = zip(one, other, strict=False)
    at = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    return f"at {at}: {one[at : at + 16]!r}, not {other[at : at + 16]!r}"


def table(figures: Sequence[CaseFigures]) -> str:
    """Return a row for each case under a row of what the columns are."""
    width = max([len("case"), *(len(one.case) for one in figures)])
    rows = [
        (
            f"{'case':{width}}  stories  near  extra  moved  subtitle  reporters  writers  day"
            "    wrong  pages  refused   s/page"
        )
    ]
    rows += [
        f"{one.case:{width}}  {one.found:3}/{one.stories:<3}  {one.near:4}  {one.extra:5}"
        f"  {one.moved:5}  {one.subtitles:8}  {one.reporters:9}  {one.correspondents:7}"
        f"  {one.days:3}  {one.share_wrong:7.4f}  {one.pages:5}  {one.refused:7}"
        f"  {one.seconds / max(1, one.pages):7.2f}"
        for one in figures
    ]
    return "\n".join(rows) + "\n"


def pages_below(path: Path) -> Iterator[Found]:
    """Yield what comes of a file or of a folder with all that is in it, in the order of paths."""
    below = [one for one in path.rglob("*") if one.is_file()] if path.is_dir() else [path]
    return pages_of([File(str(one), one.read_bytes) for one in sorted(below)])


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    parser = described("formats", __doc__)
    parser.add_argument("folder", type=Path, help="expected.json and the files that it tells of")
    parser.add_argument("--case", nargs="+", metavar="NAME", help="only these cases")
    parser.add_argument("--no-pictures", action="store_true", help="leave out cases of pictures")
    parser.add_argument("--faults", action="store_true", help="tell what is wrong in each case")
    parser.add_argument("--json", action="store_true", help="print one JSON object a case")
    chosen = parser.parse_args(arguments)
    try:
        cases = read_cases(chosen.folder)
    except (OSError, ValueError, KeyError, IndexError) as fault:
        parser.exit(2, f"{fault}\n")
    unknown = set(chosen.case or ()) - {case.name for case in cases}
    if unknown:
        parser.exit(2, f"no such case: {', '.join(sorted(unknown))}\n")
    figures = [
        measured(case, pages_below)
        for case in cases
        if case.name in (chosen.case or (case.name,))
        and not (chosen.no_pictures and case.is_picture)
    ]
    if chosen.json:
        shown = "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in figures)
    elif chosen.faults:
        shown = "".join(
            table([one]) + "".join(f"    {fault}\n" for fault in one.faults) for one in figures
        )
    else:
        shown = table(figures)
    sys.stdout.write(shown)
    return 0
