"""Saved pages of e-papers, public accounts and other sites, to exactly the stories they hold."""

import re

import pytest

from retrieval.errors import PageRefused
from retrieval.model.doubts import DoubtKind
from retrieval.model.lines import LineKind
from retrieval.model.page_text import Box
from tests.retrieval.formats.html.made_pages import (
    FIRST,
    PAGE,
    SECOND,
    STORY,
    TITLE,
    Case,
    articles,
    delivery,
    kept_cases,
    pages,
    refusal,
)

CASES = [
    pytest.param(case, id=f"{kind}-{case.name}")
    for kind in ("epapers", "accounts", "sites")
    for case in kept_cases(kind)
]
_REPORT = re.compile("^本报(?:.月.日)?讯 ?")
_CREDIT = re.compile("(?:本报记者)? ?\\S{1,4} 摄$")


@pytest.mark.parametrize("case", CASES)
def test_each_story_comes_out_whole_and_nothing_else_does(case: Case) -> None:
    found = articles(dict(case.files))
    assert len(found) == len(case.stories)
    for story in case.stories:
        (article,) = [one for one in found if story.title in one.title]
        parts = [story.kicker, story.title, story.subtitle]
        assert article.title == " ".join(part for part in parts if part)
        assert (article.subtitle or "") == story.subtitle
        assert list(article.reporters) == story.reporters
        assert list(article.correspondents) == story.correspondents
        captions = [*story.captions, *(_CREDIT.sub("", one).strip() for one in story.captions)]
        text = [one for one in article.paragraphs if one.lstrip("▲") not in captions]
        assert [_REPORT.sub("", one) for one in text] == story.paragraphs


def node(label: str, stories: dict[str, str], *, mapped: bool = True) -> str:
    boxes = "".join(
        f'<area shape="poly" coords="{10 * at},5,{10 * at + 8},5,{10 * at + 8},90" href="{link}">'
        for at, link in enumerate(stories)
    )
    image = f'<img src="b.jpg" width=90 height=120 usemap="#m"><map name=m>{boxes}</map>'
    titles = "".join(f'<li><a href="{link}">{title}</a>' for link, title in stories.items())
    shown = image if mapped else ""
    return (
        f"<html><title>柳岸晚报</title><body><p>柳岸晚报 2026年5月7日 星期四</p>"
        f"<p>第{label}版：要闻</p>{shown}<ul>{titles}</ul></body></html>"
    )


def content(title: str, label: str = "A01", text: str = FIRST) -> str:
    return (
        f"<html><title>柳岸晚报</title><body><!--enpproperty <title>{title}</title>"
        f"<nodename>{label}版：要闻</nodename>/enpproperty--><p>2026年5月7日</p><h1>{title}</h1>"
        f"<!--enpcontent--><p>{text}</p><!--/enpcontent--></body></html>"
    )


def test_a_printed_page_tells_its_day_its_paper_and_its_label() -> None:
    (page,) = pages(
        {"d/node_2.htm": node("A01", {"content_1.htm": TITLE}), "d/content_1.htm": content(TITLE)}
    )
    assert page.name == "d/node_2.htm"
    assert str(page.told.day) == "2026-05-07"
    assert (page.told.paper, page.told.page) == ("柳岸晚报", "A01版")
    assert page.text.splitlines()[0] == "柳岸晚报 2026年5月7日 A01版：要闻"
    assert page.layout.kinds[1] is LineKind.FURNITURE


def test_a_story_has_the_box_of_the_image_map() -> None:
    files = {"node_2.htm": node("A01", {"content_1.htm": TITLE}), "content_1.htm": content(TITLE)}
    (page,) = pages(files, "b.jpg")
    (first,) = page.layout.opens
    assert page.layout.boxes[first] == (Box(0, 5, 8, 90),)
    assert page.layout.image == "b.jpg"
    assert page.layout.size == (90, 120)


def test_stories_stand_in_the_order_of_the_pages_list() -> None:
    titles = {f"content_{number}.htm": f"第{number}条消息说的事" for number in (3, 1, 2)}
    files = {name: content(title) for name, title in titles.items()}
    (page,) = pages({"node_2.htm": node("A01", titles), **files})
    places = [page.text.index(title) for title in titles.values()]
    assert places == sorted(places)


def test_links_are_found_as_addresses_encoded_and_with_queries() -> None:
    links = {
        "http://epaper.example/html/2026-05/07/content_1.htm?div=-1": "桥头的早市",
        "./%E6%96%87%E7%AB%A0_2.htm#top": "河边的晚市",
    }
    files = {
        "x/content_1.htm": content("桥头的早市"),
        "x/文章_2.htm": content("河边的晚市"),
    }
    (page,) = pages({"x/node_2.htm": node("A01", links), **files})
    assert len(page.layout.opens) == 2


def test_a_story_whose_file_is_not_there_is_told_and_the_others_are_read() -> None:
    titles = {"content_1.htm": TITLE, "content_2.htm": "走失的信鸽回家了"}
    (page,) = pages({"node_2.htm": node("A01", titles), "content_1.htm": content(TITLE)})
    (doubt,) = page.doubts
    assert doubt.kind is DoubtKind.MISSING_TEXT
    assert doubt.values == ("1", "走失的信鸽回家了")
    assert FIRST in page.text


def test_a_printed_page_without_any_of_its_stories_is_refused() -> None:
    assert "没有文章页" in refusal(node("A01", {"content_1.htm": TITLE}))


def test_stories_without_a_printed_page_come_by_their_day_and_label() -> None:
    files = {
        "d/content_1.htm": content("桥头的早市", "A01"),
        "d/content_2.htm": content("河边的晚市", "A02"),
        "d/content_3.htm": content("山上的茶市", "A01"),
    }
    first, second = pages(files)
    assert (first.name, first.told.page) == ("d/A01版", "A01版")
    assert second.told.page == "A02版"
    assert len(first.layout.opens) == 2


def test_a_story_named_on_two_pages_stands_on_the_one_of_its_label() -> None:
    titles = {"content_1.htm": "桥头的早市", "content_2.htm": "河边的晚市"}
    files = {
        "node_2.htm": node("A01", titles, mapped=False),
        "node_3.htm": node("A02", titles, mapped=False),
        "content_1.htm": content("桥头的早市", "A01"),
        "content_2.htm": content("河边的晚市", "A02"),
    }
    first, second = pages(files)
    assert "桥头的早市" in first.text
    assert "河边的晚市" not in first.text
    assert "河边的晚市" in second.text


def test_a_story_over_two_files_is_one() -> None:
    more = '<a href="content_1_2.htm">下一页</a></body>'
    files = {
        "node_2.htm": node("A01", {"content_1.htm": TITLE}),
        "content_1.htm": content(TITLE).replace("</body>", more),
        "content_1_2.htm": content(TITLE, text=SECOND),
    }
    (page,) = pages(files)
    assert len(page.layout.opens) == 1
    assert page.text.index(FIRST) < page.text.index(SECOND)


def test_an_advertisement_without_text_is_no_story_and_a_picture_with_a_caption_is_one() -> None:
    picture = (
        "<table><tr><td><img src=c.jpg></td></tr><tr><td>农民在插秧。 祝禾 摄</td></tr></table>"
    )
    empty = content("广告").replace(f"<p>{FIRST}</p>", "<img src=a.jpg>")
    shown = content("插秧时节").replace(f"<p>{FIRST}</p>", picture)
    titles = {"content_1.htm": "广告", "content_2.htm": "插秧时节"}
    (article,) = articles(
        {"node_2.htm": node("A01", titles), "content_1.htm": empty, "content_2.htm": shown}
    )
    assert article.title == "插秧时节"


def test_start_pages_beside_an_e_paper_are_left_out_in_silence() -> None:
    files = {
        "index.htm": "<frameset><frame src=node_2.htm></frameset>",
        "go.htm": '<meta http-equiv=refresh content="0; url=node_2.htm">',
        "node_2.htm": node("A01", {"content_1.htm": TITLE}),
        "content_1.htm": content(TITLE),
    }
    assert [page.name for page in pages(files)] == ["node_2.htm"]


def test_pictures_and_styles_of_saved_pages_are_their_assets() -> None:
    files = {
        "d/node_2.htm": node("A01", {"content_1.htm": TITLE}),
        "d/content_1.htm": content(TITLE),
        "保存.html": PAGE + STORY,
    }
    others = ("d/b.jpg", "d/s_b.jpg", "保存_files/x.png", "扫描/1.jpg")
    assert delivery(files, *others).assets == {"d/b.jpg", "d/s_b.jpg", "保存_files/x.png"}


def test_one_unreadable_file_is_refused_and_the_others_come() -> None:
    found = list(delivery({"a.html": b"\x00" * 400, "b.html": PAGE + STORY}).pages())
    assert isinstance(found[0], PageRefused)
    assert found[0].name == "a.html"
    assert not isinstance(found[1], PageRefused)


def test_pages_come_by_name_whatever_order_the_files_have() -> None:
    files = dict.fromkeys(("c.html", "a.html", "b.html"), PAGE + STORY)
    assert [page.name for page in pages(files)] == ["a.html", "b.html", "c.html"]


def test_a_page_of_an_unknown_make_is_told_in_doubt_and_a_marked_one_is_not() -> None:
    (bare,) = pages({"a.html": f"<p>{TITLE}</p><p>{FIRST}{SECOND}</p>"})
    (marked,) = pages({"a.html": PAGE + f"<article>{STORY}</article>"})
    assert [doubt.kind for doubt in bare.doubts] == [DoubtKind.UNKNOWN_SITE]
    assert marked.doubts == ()


def test_an_account_that_is_no_newspaper_is_no_paper() -> None:
    shown = (
        '<h1 id="activity-name">{}</h1><a id="js_name">{}</a><div id="js_content"><p>{}</p></div>'
    )
    (paper,) = pages({"a.html": shown.format(TITLE, "柳岸晚报", FIRST)})
    (other,) = pages({"a.html": shown.format(TITLE, "柳岸发布", FIRST)})
    assert paper.told.paper == "柳岸晚报"
    assert other.told.paper is None


@pytest.mark.parametrize(
    "day",
    [
        '<em id="publish_time">2026-05-07 18:00</em>',
        '<em id="publish_time">2026年5月7日 18:00</em>',
        '<script>var ct = "1778148000";</script>',
        "<script>var createTime = '2026-05-07 18:00';</script>",
    ],
)
def test_the_day_of_an_accounts_article_is_that_of_publishing(day: str) -> None:
    page = f'<h1 id="activity-name">{TITLE}</h1>{day}<div id="js_content"><p>{FIRST}</p></div>'
    (found,) = pages({"a.html": page})
    assert str(found.told.day) == "2026-05-07"


def test_a_story_kept_only_as_structured_data_is_read() -> None:
    data = f'{{"@type": "NewsArticle", "headline": "{TITLE}", "articleBody": "{FIRST}\\n{SECOND}"}}'
    page = f'<script type="application/ld+json">{data}</script><div id=app></div>'
    (article,) = articles({"a.html": page})
    assert (article.title, article.paragraphs) == (TITLE, (FIRST, SECOND))
