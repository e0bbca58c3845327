"""A saved article of a public account (公众号) to its story."""

import datetime as dt
import re

from retrieval.formats.html.body import story_lines
from retrieval.formats.html.chrome import Prose, words_of
from retrieval.formats.html.facts import day_in, facts_of
from retrieval.formats.html.lines import html_lines
from retrieval.formats.html.story import HtmlStory
from retrieval.formats.html.titles import title_of
from retrieval.formats.html.told import is_paper
from retrieval.formats.html.tree import Document, Element

_TIME = re.compile(
    r"(?:createTime|create_time|publish_time|publishTime|oriCreateTime|\bct)['\"]?\s*[=:]\s*['\"]?"
    r"(\d{4}-\d{1,2}-\d{1,2}|\d{10})"
)
_NAME = re.compile(
    r"(?:nickname|nick_name|profile_nickname)['\"]?\s*[=:]\s*(?:htmlDecode\()?['\"]([^'\"]{1,40})['\"]"
)
_TITLE = re.compile(r"msg_title\s*=\s*['\"]([^'\"]{1,200})['\"]")
_CHINA = dt.timezone(dt.timedelta(hours=8))
_TITLES = ("activity-name", "activity_name")
_ACCOUNTS = ("js_name", "profilebt", "js_profile_nickname")


def is_account_page(document: Document) -> bool:
    """Return whether a document is a public account's article, by the names of its elements."""
    signs = 0
    for one in document.root.walk():
        identity, words = one.id.lower(), one.names
        signs += 2 * (identity == "js_content")
        signs += identity in (*_TITLES, "js_name", "img-content", "publish_time", "js_article")
        signs += " rich_media_content " in words or " rich_media_title " in words
        if signs > _ENOUGH:
            return True
    return False


_ENOUGH = 2
_LITTLE = 40  # characters of prose in a card or a player


def account_story(document: Document, name: str, digest: bytes) -> HtmlStory:
    """Return the story of a public account's article; its lines are none without a text."""
    root = document.root
    facts = facts_of(document)
    scripts = document.markup.scripts
    content = _by_id(root, "js_content") or _by_class(root, "rich_media_content")
    titled = _by_id(root, *_TITLES) or _by_class(root, "rich_media_title")
    title = titled.text if titled is not None else ""
    title = title or next((title_of(one) for one in facts.titles), "") or _found(_TITLE, scripts)
    account = _by_id(root, *_ACCOUNTS) or _by_class(root, "profile_nickname")
    called = account.text if account is not None and account.text else _found(_NAME, scripts)
    lines = []
    if content is not None:
        prose = Prose(root)
        own = html_lines(
            content, lambda one: bool(words_of(one) & _TOOLS) and prose.of(one) < _LITTLE
        )
        lines = list(story_lines(own, [title], within=content))
    return HtmlStory(
        name,
        digest,
        title.strip(),
        tuple(lines),
        day=_day(root, scripts) or facts.day,
        paper=called.strip() if is_paper(called.strip()) else None,
        address=facts.address,
    )


_TOOLS = frozenset(("profile", "vote", "audio", "video", "mpvoice", "qqmusic", "weapp", "poi"))


def _day(root: Element, scripts: list[str]) -> dt.date | None:
    printed = _by_id(root, "publish_time", "post-date")
    if printed is not None and (day := day_in(printed.text)) is not None:
        return day
    for script in scripts:
        for value in _TIME.findall(script):
            if value.isdigit():
                return dt.datetime.fromtimestamp(int(value), _CHINA).date()
            if (day := day_in(value)) is not None:
                return day
    return None


def _found(form: re.Pattern[str], scripts: list[str]) -> str:
    return next((found[1] for script in scripts if (found := form.search(script))), "")


def _by_id(root: Element, *names: str) -> Element | None:
    return next(root.find(lambda one: one.id.lower() in names), None)


def _by_class(root: Element, name: str) -> Element | None:
    return next(root.find(lambda one: f" {name} " in one.names), None)
