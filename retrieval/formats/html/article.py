"""The page of one story, on an e-paper or any other site, to that story."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from retrieval.formats.html.body import is_around, squeezed, story_lines
from retrieval.formats.html.chrome import Prose
from retrieval.formats.html.escaped import as_printed, printed
from retrieval.formats.html.facts import day_in, facts_of
from retrieval.formats.html.heads import Above, HtmlHead, credits_in, is_info, read_head
from retrieval.formats.html.lines import MOSTLY_LINKS, HtmlLine, html_lines
from retrieval.formats.html.main_text import beside_title, main_text, marked_body, named_body
from retrieval.formats.html.openings import opening
from retrieval.formats.html.sides import Sides
from retrieval.formats.html.story import HtmlStory, StoryLine
from retrieval.formats.html.titles import place_of_title, sites_of, title_of
from retrieval.formats.html.told import is_paper, issue_day, label_in, paper_in, ranked_labels
from retrieval.formats.html.tree import Document, Element
from retrieval.model.lines import LineKind
from retrieval.reading.characters import usual
from retrieval.reading.furniture import furniture

_TURNED = re.compile(r"下一?页|后一?页|>|»|\[下一?页\]|next", re.IGNORECASE)
_MOST_LEADING = 12  # lines of a body in which its headline may be
_MOST_AFTER = 6  # lines below the text that may credit someone
_LONGEST_HEAD = 60  # characters of a line above the first sentence
_SHORTEST_SENTENCE = 12
_LONGEST_INFO = 100
_FIRST_WORDS = 1200  # characters of the text that a subtitle is held against
_EDGE = 60  # characters of a paragraph in which a byline may stand
_LONG_TITLE = 8
_MARKS = re.compile("[，。！？]")
_SHORT_LINK = 6  # characters
_MANY_LINKS = 6
_FEW_EACH = 0.7  # links for each sentence
_MOST_LAST = 3
_PUBLISHED = re.compile("(?:发布|发表|发稿|更新)?(?:日期|时间) ?[:：]")
_NAME = re.compile("[\u4e00-\u9fff·]{2,}")
_ROLES = re.compile(
    "(?:本报|本网|见习|实习|全媒体|融媒体?|首席|特约)*"
    "(?:记者|通讯员|作者|撰文|摄影|文图?|图|摄|供图|报道)"
)
_CREDITED = re.compile("记者|通讯员|文/|作者|[□■◆●]")


@dataclass(slots=True)
class ArticlePage:
    """The story of an article page, and how surely it is one.

    ``signs`` counts what says so: marks of an e-paper, structured data, a headline that the
    document is called by. ``prose`` is how many characters its sentences have. ``is_marked``
    tells an e-paper's marks, ``has_body`` an element that is named as bodies are.
    """

    story: HtmlStory
    signs: int
    prose: int
    is_marked: bool
    has_body: bool
    is_list: bool  # its text is of other stories, each under a link


def article_page(
    document: Document, name: str, digest: bytes, printed: Sequence[HtmlLine]
) -> ArticlePage:
    """Return what a document has of a story; without text its lines are none.

    ``printed`` are all its lines, menus and lists among them.
    """
    return _Article(document, name, digest, printed).page()


class _Article:
    """A document while its story is taken out of it."""

    def __init__(
        self, document: Document, name: str, digest: bytes, printed: Sequence[HtmlLine]
    ) -> None:
        self.printed = printed
        self.name, self.digest, self.root = name, digest, document.root
        self.facts = facts_of(document)
        self.told = document.markup.properties
        self.sites = sites_of(self.root, self.facts.site)
        own = [title_of(one, self.sites) for one in self.facts.titles]
        bare = (one for one, title in zip(self.facts.titles, own, strict=True) if title)
        self.called = [one for one in (*own, *bare) if one]
        title = place_of_title(self.root, self.called)
        self.sides = Sides(
            self.root,
            title,
            f"{self.facts.text} {self.facts.summary}",
        )
        self.prose = Prose(self.root, self.sides.weight)
        marked = marked_body(self.root)
        if marked is not None and not marked.text and self.prose.all and not self.told:
            marked = None  # an empty mark says nothing where there is text beside it
        named = marked or named_body(self.root)
        self.has_body = named is not None
        self.is_marked = marked is not None or bool(self.told)
        self.body = named or main_text(self.root, self.prose)
        if named is None and title is not None:
            self.body = beside_title(title, self.prose, self.body) or self.body
        self.inside = {id(one) for one in self.body.walk()}
        order = {id(one): at for at, one in enumerate(self.root.walk())}
        self.lines = html_lines(self.root, self._is_left_out)
        self.own = html_lines(
            self.body, lambda one: self.prose.is_chrome(one) or self.sides.is_list(one)
        )
        begins = order[id(self.body)]
        around = [(order.get(id(line.place), 0), line) for line in self.lines]
        self.above = [line for at, line in around if at < begins]
        self.below = [
            line for at, line in around if at >= begins and id(line.place) not in self.inside
        ]
        self.leading = [] if marked is not None else _leading(self.own)

    def page(self) -> ArticlePage:
        """Return the story and how surely it is one."""
        label, section = self._label
        head = self._head()
        own = self._without_head(head)
        own = opening(own, head)
        container = self._container(head)
        near = self.inside if container is None else {id(one) for one in container.walk()}
        said = [head.title, *head.kickers, *head.subtitles]
        text = list(story_lines(own, said, within=self.body))
        prose = sum(len(line.text) for line in own if _is_sentence(line))
        if not prose and self.facts.text:
            text = [StoryLine(as_printed(one)) for one in _paragraphs(self.facts.text)]
            prose = len(self.facts.text)
        if head.sure:
            prose += _short_lines(own)
        beside = self.above[head.last + 1 :]
        pictures = _pictures([*beside, *self.below], near, container, said)
        after = [line for line in self.below if id(line.place) in near][:_MOST_AFTER]
        info = [line for line in beside if id(line.place) in near and is_info(line)]
        story = HtmlStory(
            self.name,
            self.digest,
            head.title,
            (*self._credits(head, text), *pictures, *text, *_credits_below(after, text, head)),
            tuple(head.kickers),
            tuple(head.subtitles),
            day=self._day([*head.info, *(line.text for line in [*info, *_last_info(own)])]),
            paper=self._paper(),
            label=label,
            section=section,
            address=self.facts.address,
            goes_on=self._goes_on(),
        )
        last = max((at for at, line in enumerate(own) if _is_sentence(line)), default=0)
        listed = sum(
            line.links > MOSTLY_LINKS and len(line.text) > _SHORT_LINK for line in own[:last]
        )
        sentences = sum(map(_is_sentence, own))
        return ArticlePage(
            story,
            self._signs(head),
            prose,
            self.is_marked,
            self.has_body,
            is_list=listed >= _MANY_LINKS and listed >= sentences * _FEW_EACH,
        )

    def _is_left_out(self, one: Element) -> bool:
        if id(one) in self.inside:
            return False
        return self.prose.is_chrome(one) or self.sides.is_list(one)

    def _signs(self, head: HtmlHead) -> int:
        marks = 6 * self.is_marked + self.has_body + 2 * head.sure + 2 * bool(head.info)
        return self.facts.signs + marks + any(line.heading == 1 for line in self.lines)

    def _head(self) -> HtmlHead:
        """Return the headline's parts; what an e-paper's marks say beats how the page looks."""
        founder = self.root.first("founder-title")
        called_above = founder.text if founder is not None else ""
        told = "title" in self.told
        called = _clean(self.told.get("title", ""))
        if (founder is not None or told) and not (called or called_above):
            return HtmlHead(first=len(self.above), last=len(self.above) - 1)
        names = [called, called_above]
        names += self.called
        names = [name for name in names if name and not is_paper(name)]
        above = Above(
            (*self.above, *self.leading),
            tuple(names),
            limit=len(self.above),
            text="".join(line.text for line in self.own)[:_FIRST_WORDS],
            listed=frozenset(
                squeezed(line.text) for line in self.printed if line.links > MOSTLY_LINKS
            ),
            sites=self.sites,
            guess=not told and (self.is_marked or self._label[0] is not None),
        )
        head = read_head(above) or HtmlHead(title=names[0] if names else "", last=-1)
        if told:
            head.kickers = _parts(_clean(self.told.get("introtitle", "")), head.kickers)
            head.subtitles = _parts(_clean(self.told.get("subtitle", "")), head.subtitles)
            other = squeezed(head.title) not in squeezed(called)
            if founder is None and len(squeezed(called)) >= _LONG_TITLE and other:
                head.title = called
        return head

    def _without_head(self, head: HtmlHead) -> list[HtmlLine]:
        """Return the body's lines without those up to its headline, if that stands in it."""
        if not head.title or head.last < len(self.above):
            return self.own
        rest = self.own[head.last - len(self.above) + 1 :]
        said = {squeezed(one) for one in (*head.subtitles, *head.info, *head.bylines)}
        while rest and squeezed(rest[0].text) in said and rest[0].image is None:
            rest = rest[1:]
        return rest

    def _container(self, head: HtmlHead) -> Element | None:
        """Return the lowest element that holds both the headline and the text, or None."""
        lines = [*self.above, *self.leading]
        if not head.title or not 0 <= head.last < len(lines):
            return self.body.parent
        place = lines[head.last].place
        holds = {id(one) for one in (place, *place.above())}
        return next((one for one in (self.body, *self.body.above()) if id(one) in holds), None)

    def _credits(self, head: HtmlHead, text: Sequence[StoryLine]) -> Iterator[StoryLine]:
        """Yield the lines of information above the text: what tells the source, and the bylines.

        A printed page's day and label are told elsewhere.
        """
        for one in head.info:
            if not self.is_marked or "来源" in one:
                yield StoryLine(one, LineKind.FURNITURE)
        author = _clean(self.told.get("author", ""))
        named = head.bylines or [one for one in (author, head.author) if one][:1]
        for one in named:
            weak = one == head.author and one not in head.bylines
            if not _repeats(one, text) and not (weak and _CREDITED.search(_edges(text))):
                yield StoryLine(one, LineKind.BYLINE)

    def _day(self, info: Sequence[str]) -> dt.date | None:
        texts = [line.text for line in (*self.above, *self.below)]
        address = self.facts.address or ""
        if self.is_marked:
            founder = self.root.first("founder-date")
            marked = founder.text if founder is not None else ""
            days = [marked, *texts, self.told.get("date", "")]
            return issue_day([one for one in days if one], [self.name, address]) or self.facts.day
        if self.facts.day is not None:
            return self.facts.day
        near = next((day for line in info if (day := day_in(line)) is not None), None)
        short = [text for text in texts if len(text) < _LONGEST_INFO]
        return near or issue_day(short, [address, self.name])

    def _paper(self) -> str | None:
        named = [self.facts.document_title, self.facts.site]
        texts = [line.text for line in (*self.above, *self.below)]
        return paper_in([*named, *texts] if self.is_marked else named)

    @cached_property
    def _label(self) -> tuple[str | None, str | None]:
        """The label and the section of the printed page that the story says it is on."""
        founder = self.root.first("founder-pagenum")
        number = "" if founder is None else founder.text.strip("第版 ")
        texts = [line.text for line in self.printed if line.links < MOSTLY_LINKS]
        printed = ranked_labels(texts, self.name)
        told = (label_in(_clean(self.told.get("nodename", ""))), label_in(f"{number}版"))
        found = next((one for one in (*told, *printed) if one is not None), None)
        if found is None:
            return None, None
        sections = (one[1] for one in printed if one[0] == found[0] and one[1])
        return found[0], found[1] or next(sections, None)

    def _goes_on(self) -> str | None:
        """Return the link to the story's next page, or None."""
        for one in self.root.find(lambda one: one.tag == "a"):
            if one.attributes.get("href") and _TURNED.fullmatch(one.text):
                return one.attributes["href"]
        return None


def _last_info(own: Sequence[HtmlLine]) -> list[HtmlLine]:
    """Return the lines below a body's text that tell by a word when it was published."""
    return [line for line in own[-_MOST_LAST:] if _PUBLISHED.match(line.text.lstrip("（( "))]


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text without markup."""
    return (one for line in text.splitlines() if (one := printed(line.strip("\u3000 "))))


def _is_sentence(line: HtmlLine) -> bool:
    text = line.text
    if line.links >= MOSTLY_LINKS or len(text) < _SHORTEST_SENTENCE or furniture(text) is not None:
        return False
    return _MARKS.search(text) is not None


def _leading(own: Sequence[HtmlLine]) -> list[HtmlLine]:
    """Return the lines of the body before its first sentence, where its headline may be."""
    found: list[HtmlLine] = []
    for line in own[:_MOST_LEADING]:
        text = line.text
        stops = text[-1:] in "。！？" and len(text) > _SHORTEST_SENTENCE
        if len(text) > _LONGEST_HEAD or (text and stops):
            break
        found.append(line)
    return found


def _parts(told: str, printed: list[str]) -> list[str]:
    """Return the printed lines that make up what is told, or else that."""
    if not told:
        return []
    return printed if squeezed("".join(printed)) == squeezed(told) else [told]


def _clean(text: str) -> str:
    """Return the words of a field of an e-paper's marks."""
    return re.sub(r"\s+", " ", usual(unescape(text)).replace("\u3000", " ")).strip()


def _pictures(
    lines: Sequence[HtmlLine], near: set[int], container: Element | None, said: Sequence[str]
) -> list[StoryLine]:
    """Return the captions that stand beside the text, in order."""
    kept = [line for line in lines if id(line.place) in near]
    if not any(line.image is not None for line in kept):
        return []
    found = story_lines(kept, said, within=container)
    return [line for line in found if line.kind is LineKind.CAPTION]


def _repeats(byline: str, text: Sequence[StoryLine]) -> bool:
    """Return whether the text itself says whom a byline names, at its beginning or its end."""
    names = _NAME.findall(_ROLES.sub(" ", byline))
    edges = _edges(text)
    if names and _CREDITED.search(edges) is None:
        return False
    return all(name in edges for name in names)


def _edges(text: Sequence[StoryLine]) -> str:
    """Return what stands where a text's bylines do."""
    own = [line.text for line in text if line.kind is not LineKind.FURNITURE]
    return " ".join([*(one[:_EDGE] for one in own[:3]), *(one[-_EDGE:] for one in own[-2:])])


def _short_lines(own: Sequence[HtmlLine]) -> int:
    """Return the characters of the lines that are no sentences but a text's: verses, rows."""
    if sum(line.links >= MOSTLY_LINKS for line in own) * 2 > len(own):
        return 0
    kept = (
        line
        for line in own
        if not _is_sentence(line) and line.links < MOSTLY_LINKS and line.image is None
    )
    return sum(
        len(line.text)
        for line in kept
        if line.row
        or not (furniture(line.text) is not None or is_info(line) or is_around(line.text))
    )


def _credits_below(
    after: Sequence[HtmlLine], text: Sequence[StoryLine], head: HtmlHead
) -> Iterator[StoryLine]:
    """Yield the bylines below the text that it does not have itself, and what tells the source."""
    above = " ".join(head.bylines)
    for line in after:
        if line.image is not None:
            continue
        for one in credits_in(line):
            names = _NAME.findall(_ROLES.sub(" ", one))
            told = bool(above) and all(name in above for name in names)
            if not told and not _repeats(one, text):
                yield StoryLine(one, LineKind.BYLINE)
        if "来源" in line.text and is_info(line):
            yield StoryLine(line.text, LineKind.FURNITURE)
