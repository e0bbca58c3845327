"""Saved pages for tests: those kept as fixtures, and small ones made here."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from retrieval.errors import PageRefused
from retrieval.formats.html.delivery import HtmlDelivery
from retrieval.model import Article
from retrieval.model.files import File
from retrieval.model.page_text import PageText
from retrieval.reading.page import read_text

FIXTURES = Path(__file__).parents[3] / "fixtures" / "formats" / "html"

TITLE = "河堤上的新步道"
FIRST = "沿着河堤修好的新步道全长六公里，早晚都有人跑步、遛狗。"
SECOND = "步道用的是旧轮胎压成的胶粒，雨后不积水。"
STORY = f"<h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>"
PAGE = f"<html><head><title>{TITLE}</title></head><body>"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a story is to be read as; its paragraphs without bylines and captions."""

    title: str
    kicker: str
    subtitle: str
    reporters: list[str]
    correspondents: list[str]
    captions: list[str]
    paragraphs: list[str]


@dataclass(frozen=True, slots=True)
class Case:
    """Saved files that came together, by name, and the stories that they hold."""

    name: str
    files: Mapping[str, bytes]
    stories: tuple[Wanted, ...]


def kept_cases(kind: str) -> Iterator[Case]:
    """Yield the cases of a fixture file."""
    for one in json.loads((FIXTURES / f"{kind}.json").read_text(encoding="utf-8")):
        files = {name: text.encode(one["encoding"]) for name, text in one["files"].items()}
        yield Case(one["case"], files, tuple(Wanted(**story) for story in one["stories"]))


def delivery(files: Mapping[str, str | bytes], *others: str) -> HtmlDelivery:
    """Return a delivery of HTML files, by name, with the names of other files beside them."""
    made = [File(name, _reader(text)) for name, text in files.items()]
    return HtmlDelivery(made, others)


def _reader(text: str | bytes) -> Callable[[], bytes]:
    data = text.encode() if isinstance(text, str) else text
    return lambda: data


def pages(files: Mapping[str, str | bytes], *others: str) -> list[PageText]:
    """Return the pages of a delivery of which nothing is refused."""
    found = list(delivery(files, *others).pages())
    assert [str(one) for one in found if isinstance(one, PageRefused)] == []
    return cast("list[PageText]", found)


def refusal(html: str | bytes) -> str:
    """Return why a single file is refused."""
    (one,) = delivery({"a.html": html}).pages()
    assert isinstance(one, PageRefused), one
    return one.reason


def articles(files: Mapping[str, str | bytes]) -> list[Article]:
    """Return the articles of a delivery, as the reader takes its pages."""
    return [
        article
        for page in pages(files)
        for article in read_text(
            page.text, page.name, None, page.told, layout=page.layout
        ).bulletin.articles
    ]
