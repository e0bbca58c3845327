"""The printed pages of an e-paper, put together of its saved pages."""

import datetime as dt
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from retrieval.formats.html.body import squeezed
from retrieval.formats.html.escaped import printed
from retrieval.formats.html.links import FileNames
from retrieval.formats.html.saved import SavedPage
from retrieval.formats.html.story import HtmlStory
from retrieval.formats.html.told import is_paper, path_day
from retrieval.formats.html.written import page_text
from retrieval.model.doubts import Doubt, DoubtKind
from retrieval.model.page_text import Box, PageText
from retrieval.model.pages import Stated

_LITTLE = 120  # characters of prose that a page with lists may have
_NAMED = re.compile(r"(?:^|[_/-])(?:node|layout|ban|page)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_PART = re.compile(r"^(?P<stem>.*\d)[_-](?P<number>\d{1,2})\.\w+$")
_TITLE = re.compile("[\u4e00-\u9fff]{2}")
_NO_STORY = re.compile(
    r"^(?:广告|公益广告|版权声明|导读|今日导读|本期导读|版面导航|目录|报头|报眼|中缝)$"
)


Told = TypeVar("Told", str, dt.date)


@dataclass(slots=True)
class _Printed:
    """A printed page: what it is called, and the names of its stories' files in order."""

    page: SavedPage | None
    stories: list[str] = field(default_factory=list)
    boxes: dict[str, list[Box]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)  # words of links whose file is not there
    day: dt.date | None = None
    label: str | None = None
    section: str | None = None


class Issues:
    """The e-paper in a delivery: which of its saved pages are printed pages, which are stories."""

    def __init__(self, pages: dict[str, SavedPage], names: FileNames) -> None:
        """Sort the saved pages; ``names`` are those of all files of the delivery."""
        self._all = pages
        self._names = names
        targets = {
            name: [names.find(link.target, name) for link in page.links]
            for name, page in pages.items()
        }
        self._targets = targets
        mapped = {
            target
            for name, page in pages.items()
            for link, target in zip(page.links, targets[name], strict=True)
            if link.box is not None and target is not None and target != name
        }
        marked = {name for name, page in pages.items() if page.is_marked}
        self.nodes = {
            name
            for name, page in pages.items()
            if name not in marked and self._is_node(page, mapped, marked)
        }
        reached = {
            target
            for name in self.nodes
            for link, target in zip(pages[name].links, targets[name], strict=True)
            if target is not None and target in pages and self._is_article(pages[target], link.box)
        }
        self.stories = (marked | reached) - self.nodes

    def _is_article(self, page: SavedPage, box: Box | None) -> bool:
        return (
            not page.leads_on and page.name not in self.nodes and (box is not None or page.has_text)
        )

    def _is_node(self, page: SavedPage, mapped: set[str], marked: set[str]) -> bool:
        """Return whether a saved page is a printed page's, with its list of stories."""
        targets = self._targets[page.name]
        boxed = any(link.box is not None for link in page.links)
        leads = {
            one for one in targets if one is not None and one in self._all and one != page.name
        }
        if page.is_account or (page.has_body and page.has_text):
            return False
        named = _NAMED.search(posixpath.basename(page.name)) is not None
        if page.name in mapped and (page.prose > _LITTLE or not named):
            return False
        if boxed and (leads or page.image):
            return True
        if leads & marked:
            return page.prose < _LITTLE or not page.has_text
        untitled = not page.story.title or is_paper(page.story.title)
        may = (untitled or not page.prose) and not page.leads_on
        return may and self._lists(page, leads, named=named)

    def _lists(self, page: SavedPage, leads: set[str], *, named: bool) -> bool:
        """Return whether a page without text lists the stories of its own label."""
        stories = [self._all[one].story for one in leads if self._all[one].has_text]
        own = {label for label, _ in page.labels} | {
            label
            for link, label, _ in page.linked_labels
            if self._names.find(link, page.name) == page.name
        }
        alike = sum(story.label in own for story in stories)
        return alike * 2 > len(stories) or (named and bool(own) and bool(stories))

    def pages(self) -> Iterator[tuple[str, PageText]]:
        """Yield the printed pages, each with its name."""
        printed = self._printed()
        owned = self._owned(printed)
        shapes = {_DIGITS.sub("#", posixpath.basename(name).lower()) for name in self.stories}
        paper = _most(
            [self._all[name].paper for name in self.nodes]
            + [self._all[name].story.paper for name in self.stories]
        )
        for name, page in printed.items():
            if owned[name] or page.boxes or len(printed) == 1 or self._is_missed(page, shapes):
                yield name, self._written(name, page, owned[name], shapes, paper)
        for name, page in self._without_node(printed, owned):
            yield name, self._written(name, page, page.stories, shapes, paper)

    def _printed(self) -> dict[str, _Printed]:
        found: dict[str, _Printed] = {}
        for name in sorted(self.nodes, key=_in_order):
            page = self._all[name]
            one = _Printed(page)
            links = list(zip(page.links, self._targets[name], strict=True))
            for link, target in [
                *(x for x in links if x[0].box is None),
                *(x for x in links if x[0].box is not None),
            ]:
                if target is not None and target in self.stories:
                    if target not in one.stories:
                        one.stories.append(target)
                    if link.box is not None:
                        one.boxes.setdefault(target, []).append(link.box)
            one.label, one.section = self._label(page, one.stories)
            one.day = self._day(page, one.stories)
            found[name] = one
        return found

    def _label(self, page: SavedPage, stories: Sequence[str]) -> tuple[str | None, str | None]:
        """Return a page's label and its section: printed, told by its stories, or by a link."""
        own = [
            (label, section)
            for link, label, section in page.linked_labels
            if self._names.find(link, page.name) == page.name
        ]
        told = Counter(
            (story.label, story.section)
            for name in stories
            if (story := self._all[name].story).label is not None
        )
        printed = list(page.labels)
        for votes in (
            [one for one in printed if one in own or one[0] in {label for (label, _) in told}],
            own,
            printed,
            [one for one, _ in told.most_common(1)],
        ):
            if votes:
                label, section = votes[0]
                if section is None:
                    known = [*printed, *own, *told]
                    section = next((s for one, s in known if one == label and s), None)
                return label, section
        return None, None

    def _day(self, page: SavedPage, stories: Sequence[str]) -> dt.date | None:
        days = [self._all[name].story.day for name in stories]
        by_path = path_day(page.name, page.address or "")
        if page.day is not None and by_path in (None, page.day):
            return page.day
        return by_path or _most(days) or page.day

    def _owned(self, printed: dict[str, _Printed]) -> dict[str, list[str]]:
        """Return the stories of each page, each story on one page only."""
        holders: defaultdict[str, list[str]] = defaultdict(list)
        for name, page in printed.items():
            for story in page.stories:
                holders[story].append(name)
        owner = {
            story: min(names, key=lambda name: self._fit(story, printed[name]))
            if len(names) > 1
            else names[0]
            for story, names in holders.items()
        }
        return {
            name: [story for story in page.stories if owner[story] == name]
            for name, page in printed.items()
        }

    def _fit(self, story: str, page: _Printed) -> tuple[bool, bool, int]:
        """Return how badly a story fits on a page that names it."""
        label = self._all[story].story.label
        return (
            label is not None and label != page.label,
            story not in page.boxes,
            len(page.stories),
        )

    def _without_node(
        self, printed: dict[str, _Printed], owned: dict[str, list[str]]
    ) -> list[tuple[str, _Printed]]:
        """Return pages of the stories that no page names, by folder, day and label.

        Where a page of that day and label is there, they are put on it.
        """
        known = {story for stories in owned.values() for story in stories}
        groups: dict[tuple[str, dt.date | None, str | None], _Printed] = {}
        for name in sorted(self.stories - known, key=_in_order):
            story = self._all[name].story
            day = story.day or path_day(name)
            home = [
                node
                for node, page in printed.items()
                if story.label is not None and page.label == story.label and page.day == day
            ]
            if len(home) == 1:
                owned[home[0]].append(name)
                continue
            folder = posixpath.dirname(name.replace("\\", "/"))
            group = groups.setdefault((folder, day, story.label), _Printed(None))
            group.stories.append(name)
            group.day, group.label = day, story.label
            group.section = group.section or story.section
        found = []
        for (folder, _, label), group in groups.items():
            whole = label is None or len(group.stories) == 1
            name = group.stories[0] if whole else f"{folder}/{label}".lstrip("/")
            found.append((name, group))
        return found

    def _written(
        self,
        name: str,
        page: _Printed,
        owned: Sequence[str],
        shapes: set[str],
        paper: str | None,
    ) -> PageText:
        stories = self._joined(owned)
        kept = [one for one in stories if _is_story(one)]
        digests = [self._all[one].digest for one in owned]
        missing = [] if page.page is None else list(self._missing(page.page, shapes))
        missing += [
            one.title
            for one in stories
            if one.is_empty and one.title and not _NO_STORY.match(one.title)
        ]
        doubts = []
        if missing:
            doubts.append(Doubt(DoubtKind.MISSING_TEXT, (str(len(missing)), missing[0])))
        told = Stated(page.day, paper, page.label)
        saved = page.page
        return page_text(
            name,
            [saved.digest, *digests] if saved is not None else digests,
            kept,
            told,
            section=page.section,
            boxes={story: tuple(boxes) for story, boxes in page.boxes.items()},
            size=saved.size if saved is not None else None,
            image=self._image(saved) if saved is not None else None,
            address=saved.address
            if saved is not None
            else (kept[0].address if len(kept) == 1 else None),
            doubts=doubts,
        )

    def _is_missed(self, page: _Printed, shapes: set[str]) -> bool:
        return page.page is not None and any(True for _ in self._missing(page.page, shapes))

    def _image(self, page: SavedPage) -> str | None:
        return None if page.image is None else self._names.find(page.image, page.name)

    def _missing(self, page: SavedPage, shapes: set[str]) -> Iterator[str]:
        """Yield the words of links to stories that did not come with the page, each once."""
        seen: dict[str, str] = {}
        for link, target in zip(page.links, self._targets[page.name], strict=True):
            if target is not None:
                continue
            path = re.sub(r"[?#].*", "", link.target.lower())
            base = posixpath.basename(path)
            alike = _DIGITS.sub("#", base) in shapes or re.match(r"content[_-]?\d", base)
            if alike or (link.box is not None and re.search(r"\.s?html?$", base)):
                seen[base] = seen.get(base) or link.words
        yield from seen.values()

    def _joined(self, names: Sequence[str]) -> list[HtmlStory]:
        """Return the stories of some files, each with what it has on further pages."""
        left = list(names)
        found: list[HtmlStory] = []
        for name in names:
            if name not in left:
                continue
            left.remove(name)
            story = self._all[name].story
            story = replace(story, title=story.title or self._listed_as(name))
            for more in self._further(name):
                if more in left:
                    left.remove(more)
                other = self._all[more].story
                story = replace(story, lines=(*story.lines, *other.lines))
            found.append(story)
        return found

    def _listed_as(self, name: str) -> str:
        """Return the words under which the printed pages list a story, "" for none."""
        for node in sorted(self.nodes):
            for link, target in zip(self._all[node].links, self._targets[node], strict=True):
                if target == name and _TITLE.search(link.words):
                    return printed(link.words)
        return ""

    def _further(self, name: str) -> Iterator[str]:
        """Yield the names of the files with a story's further pages, in order."""
        seen = {name}
        title = squeezed(self._all[name].story.title)
        while True:
            link = self._all[name].story.goes_on
            target = None if link is None else self._names.find(link, name)
            if target is None or target in seen or target not in self._all:
                return
            other = squeezed(self._all[target].story.title)
            part = _PART.match(posixpath.basename(target)) is not None
            if not (part and (other in title or title in other)) and other != title:
                return
            seen.add(target)
            yield target
            name = target


def _is_story(story: HtmlStory) -> bool:
    """Return whether a story has something to read, and is no advertisement without text."""
    return not story.is_empty and _NO_STORY.match(squeezed(story.title)) is None


def _most(values: Iterable[Told | None]) -> Told | None:
    """Return what is told most often, or None where nothing is."""
    found = Counter(value for value in values if value is not None)
    return found.most_common(1)[0][0] if found else None


def _in_order(name: str) -> list[tuple[int, str]]:
    return [(int(one) if one.isdigit() else -1, one) for one in re.split(r"(\d+)", name)]
