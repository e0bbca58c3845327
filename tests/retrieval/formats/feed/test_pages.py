"""Feeds: the items of one day are a page, each a story."""

import pytest

from retrieval.errors import PageRefused
from retrieval.formats.feed import pages as feeds
from retrieval.formats.feed.days import day_in_address, day_told
from retrieval.formats.feed.pages import feed_pages
from retrieval.formats.feed.text import paper_of
from retrieval.model import Article
from retrieval.model.doubts import DoubtKind
from retrieval.model.lines import LineKind
from retrieval.model.page_text import PageText
from retrieval.reading.page import read_text

LAMPS = "老街的路灯今年春天换成了节能灯，晚归的居民说，巷子里比从前亮多了。"
MORE = "换下来的旧灯送到回收站，铜线另外卖掉，钱用来买了两条长椅。"
DAY = "Wed, 04 Mar 2026 06:00:00 +0800"


def item(title: str = "老街换上新路灯", body: str = f"<p>{LAMPS}</p>", more: str = "") -> str:
    dated = "" if "pubDate" in more else f"<pubDate>{DAY}</pubDate>"
    named = f"<title>{title}</title>" if title else ""
    text = f"<content:encoded><![CDATA[{body}]]></content:encoded>" if body else ""
    return f"<item>{named}{dated}{text}{more}</item>"


def rss(*items: str, title: str = "青溪日报") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{title}</title><link>https://paper.example/</link>{''.join(items)}"
        "</channel></rss>"
    ).encode()


def only(data: bytes) -> PageText:
    (page,) = feed_pages(data, "feed.xml")
    return page


def articles(page: PageText) -> tuple[Article, ...]:
    return read_text(page.text, page.name, None, page.told, layout=page.layout).bulletin.articles


def refusal(data: bytes) -> str:
    with pytest.raises(PageRefused) as refused:
        list(feed_pages(data, "feed.xml"))
    return refused.value.reason


def test_an_item_is_a_story_of_its_day_and_paper() -> None:
    page = only(rss(item("老街换上新路灯 晚归的人不再摸黑", f"<p>{LAMPS}</p><p>{MORE}</p>")))
    (story,) = articles(page)
    assert (page.name, str(page.told.day), page.told.paper) == (
        "feed.xml",
        "2026-03-04",
        "青溪日报",
    )
    assert story.subtitle == "晚归的人不再摸黑"
    assert story.paragraphs == (LAMPS, MORE)


def test_the_items_of_each_day_are_a_page() -> None:
    later = "<pubDate>Thu, 05 Mar 2026 00:10:00 +0800</pubDate>"
    pages = list(feed_pages(rss(item("甲地种树", more=later), item()), "a/feed.xml"))
    assert [page.name for page in pages] == ["a/feed.xml#2026-03-04", "a/feed.xml#2026-03-05"]
    assert [articles(page)[0].title for page in pages] == ["老街换上新路灯", "甲地种树"]


def test_the_fullest_text_is_taken() -> None:
    short = f"<description>{LAMPS[:12]}……阅读全文</description>"
    page = only(rss(item(more=short)))
    assert articles(page)[0].paragraphs == (LAMPS,)
    assert page.doubts == ()


def test_a_text_that_goes_on_elsewhere_is_told_as_a_doubt() -> None:
    short = f"<description>{LAMPS[:20]}……&lt;a href='/1'&gt;阅读全文&lt;/a&gt;</description>"
    page = only(rss(item(body="", more=short)))
    assert articles(page)[0].paragraphs == (f"{LAMPS[:20]}……",)
    assert [(one.kind, one.values) for one in page.doubts] == [
        (DoubtKind.MISSING_TEXT, ("1", "老街换上新路灯"))
    ]


def test_a_creator_is_a_byline_where_the_text_has_none() -> None:
    creator = "<dc:creator>段小川</dc:creator>"
    assert articles(only(rss(item(more=creator))))[0].reporters == ("段小川",)
    signed = item(body=f"<p>{LAMPS}（记者 何欢）</p>", more=creator)
    assert articles(only(rss(signed)))[0].reporters == ("何欢",)


@pytest.mark.parametrize("creator", ["青溪日报", "admin", "编辑部", "青溪融媒"])
def test_a_creator_that_is_no_person_is_no_byline(creator: str) -> None:
    page = only(rss(item(more=f"<dc:creator>{creator}</dc:creator>")))
    assert LineKind.BYLINE not in page.layout.kinds.values()


def test_a_caption_stands_below_its_picture() -> None:
    body = f'<figure><img src="/1.jpg"/><figcaption>工人换灯</figcaption></figure><p>{LAMPS}</p>'
    assert LineKind.CAPTION in only(rss(item(body=body))).layout.kinds.values()


def test_items_without_title_or_text() -> None:
    page = only(rss(item(title=""), item("只有标题", body="")))
    assert [one.paragraphs for one in articles(page)] == [(LAMPS,)]
    assert page.doubts[0].values == ("1", "只有标题")


def test_the_title_again_in_the_text_is_left_out() -> None:
    page = only(rss(item(body=f"<h1>老街换上新路灯</h1><p>{LAMPS}</p>")))
    assert articles(page)[0].paragraphs == (LAMPS,)


def test_marks_come_out_as_printed() -> None:
    text = "#3 号灯 *亮* 了，&lt;b&gt; 与 | 都是记号，居民说好用。"
    (story,) = articles(only(rss(item(body=f"<p>{text}</p>"))))
    assert story.paragraphs == ("#3 号灯 *亮* 了，<b> 与 | 都是记号，居民说好用。",)


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16"])
def test_the_bytes_tell_the_encoding(encoding: str) -> None:
    text = rss(item(body=f"<p>{LAMPS * 3}</p>")).decode()
    if encoding == "big5":
        text = text.replace("报", "報").replace("换", "換").replace("灯", "燈")
        text = "".join(char for char in text if char.encode("big5", "ignore"))
    assert articles(only(text.encode(encoding)))


@pytest.mark.parametrize(
    "told",
    [
        *("Wed, 04 Mar 2026 06:00:00 +0800", "Tue, 03 Mar 2026 22:00:00 GMT"),
        *("2026-03-04T06:00:00+08:00", "2026-03-03T22:00:00Z", "2026-03-04 06:00"),
        *("2026年3月4日", "2026-03-04", "4 Mar 2026", "2026-03-04T06:00:00+0800"),
    ],
)
def test_a_time_tells_its_day_where_the_paper_is(told: str) -> None:
    assert str(day_told(told)) == "2026-03-04"


def test_what_is_no_time_tells_no_day() -> None:
    assert [day_told(one) for one in ("", "昨天", "2026-13-40", "9" * 500)] == [None] * 4


def test_an_address_may_tell_the_day() -> None:
    found = day_in_address("https://paper.example/html/2026-03/04/content_1.htm")
    assert str(found) == "2026-03-04"
    assert day_in_address("https://paper.example/1") is None


@pytest.mark.parametrize(
    ("title", "paper"),
    [
        *(("青溪日报", "青溪日报"), ("要闻 - 青溪晚报", "青溪晚报")),
        *(("青溪日报RSS订阅", "青溪日报"), ("青溪新闻网", None), ("", None)),
    ],
)
def test_a_feeds_title_may_tell_the_paper(title: str, paper: str | None) -> None:
    assert paper_of(title) == paper


def test_entities_of_its_own_are_refused() -> None:
    for entity in ('a "aaaa"', 'a SYSTEM "file:///etc/passwd"'):
        doctype = f"<!DOCTYPE rss [<!ENTITY {entity}>]>"
        data = rss(item(body="")).replace(b"?><rss", f"?>{doctype}<rss".encode())
        assert "ENTITY" in refusal(data)


def test_what_is_no_feed_is_refused() -> None:
    assert "订阅源" in refusal(b"<?xml version='1.0'?><a><b>1</b></a>")
    assert "正文" in refusal(rss())
    assert "正文" in refusal(rss(item(body="")))


def test_too_many_items_are_refused() -> None:
    assert "最多" in refusal(rss(*[item()] * (feeds.MAX_ITEMS + 1)))


def test_a_feed_that_breaks_off_gives_what_is_whole() -> None:
    page = only(rss(item(), item("甲地种树"))[:-60])
    assert articles(page)[0].title == "老街换上新路灯"


def test_a_feed_called_like_a_file_opens_none() -> None:
    assert "空文件" in refusal(b" ")
    assert refusal(b"/etc/passwd")


@pytest.mark.parametrize(
    "part",
    ["<", "<a", "<!", "</", "&#", "<a b='", "<a ", "<item>", "<entry><author>", "<title>", "x@"],
)
def test_a_feed_of_broken_parts_is_read_or_refused(part: str) -> None:
    data = rss(f"<item><title>老街</title><description>{part * 5_000}</description></item>")
    try:
        assert len(list(feed_pages(data, "feed.xml"))) <= 1
    except PageRefused as refused:
        assert "订阅源" in refused.reason  # noqa: PT017 (either will do)


def test_long_names_and_many_attributes_are_cut() -> None:
    named = item(more=f"<author>{'a@' * 200_000}</author>")
    attributes = " ".join(f'a{at}="1"' for at in range(20_000))
    many = item().replace("<item>", f"<item {attributes}>")
    assert [articles(only(rss(one)))[0].title for one in (named, many)] == ["老街换上新路灯"] * 2


def test_items_of_a_list_are_lines_of_their_own() -> None:
    body = f"<p>{LAMPS}</p><ul><li>东灯一盏</li><li>西灯两盏</li></ul>"
    assert articles(only(rss(item(body=body))))[0].paragraphs == (LAMPS, "东灯一盏", "西灯两盏")
