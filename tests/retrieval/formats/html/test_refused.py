"""Saved pages that are no article's, and hostile ones: bounded, and refused in words."""

import pytest

from retrieval.errors import PageRefused
from tests.retrieval.formats.html.made_pages import FIRST, PAGE, STORY, delivery, pages, refusal

LINKS = "".join(f"<li><a href=/{n}.html>柳岸市第{n}所乡村小学换新课桌</a>" for n in range(40))


def test_a_home_page_is_refused() -> None:
    assert "目录或首页" in refusal(f"<html><title>柳岸网</title><ul>{LINKS}</ul></html>")


def test_a_list_of_stories_with_their_beginnings_is_refused() -> None:
    rows = "".join(
        f"<h3><a href={n}.html>乡村小学换新课桌</a></h3><p>{FIRST}</p>" for n in range(20)
    )
    assert "目录或首页" in refusal(f"<html><title>要闻</title><h2>要闻</h2>{rows}</html>")


def test_a_login_page_is_refused() -> None:
    page = "<form><input name=u><input type=password><p>请先登录，再继续看。</p></form>"
    assert "登录" in refusal(page)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><div id=app></div><script>" + "var a = 1;" * 900 + "</script></body></html>",
        "<html><body><div id=app></div><script src=app.js></script></body></html>",
    ],
)
def test_a_page_that_scripts_fill_is_refused(page: str) -> None:
    assert "没有文字" in refusal(page)


def test_a_start_page_alone_is_refused() -> None:
    assert "起始页" in refusal("<html><frameset><frame src=a.htm></frameset></html>")


def test_a_web_archive_is_refused() -> None:
    archive = "From: <Saved by Blink>\nMIME-Version: 1.0\n\n<html></html>"
    assert "MHTML" in refusal(archive)


def test_an_account_page_without_text_is_refused() -> None:
    assert "没有正文" in refusal('<h1 id="activity-name">题</h1><div id="js_content"></div>')


def test_a_page_not_found_is_refused() -> None:
    page = "<title>404 Not Found</title><h1>404 Not Found</h1><p>抱歉，您访问的页面不存在。</p>"
    refusal(page)


CARD = "<div class=c><a href=x.html>柳岸市又一所乡村小学换新课桌</a><p>摘要</p>"
HOSTILE = {
    "deep blocks round a poem": PAGE + "<div>" * 45_000 + "<h1>河堤上的新步道</h1>雨<br>雪<br>霜",
    "deep inline text": PAGE + STORY + "<p>" + "<span>汉字，汉字，汉字，汉字，汉字" * 9_000,
    "many cards": PAGE + STORY + (CARD + "</div>") * 20_000,
    "deep cards": PAGE + STORY + CARD * 5_000,
    "many headlines": PAGE + STORY + "<h1>河堤上的新步道</h1>" * 30_000,
    "deep links round headlines": PAGE + "<i>" * 9_000 + "<b>河堤上的新步道</b>" * 9_000,
    "deep blocks": PAGE + "<div>" * 90_000 + STORY,
    "deep bold": PAGE + "<b>" * 90_000 + STORY,
    "deep tables": PAGE + "<table><tr><td>" * 3000 + STORY,
    "a huge attribute": PAGE + '<div x="' + "y" * 3_000_000 + '">' + STORY,
    "many attributes": PAGE + "<div " + " ".join(f"a{n}=1" for n in range(300_000)) + ">" + STORY,
    "many entities": PAGE + STORY + "<p>" + "&lt;" * 700_000,
    "one long line": PAGE + STORY + "<p>" + "汉字，" * 300_000,
    "many elements": PAGE + STORY + "<p><span>字</span>" * 200_000,
    "many line breaks": PAGE + STORY + "<br>" * 300_000,
    "many links": PAGE + STORY + "<a href=x.html>连</a>" * 20_000,
    "marks of a body": PAGE + STORY + "<!--enpcontent-->" * 30_000,
    "unended quotes": PAGE + STORY + "<a b='" * 300_000,
    "unended comments": PAGE + STORY + "<!--" * 300_000,
    "unended scripts": PAGE + STORY + "<script>" * 300_000,
    "a span of cells": PAGE
    + STORY
    + "<table><tr><td rowspan=99999999 colspan=9999999>1<td>2<tr><td>3",
    "nested data": PAGE
    + STORY
    + '<script type="application/ld+json">'
    + "[" * 90_000
    + "</script>",
    "fields without end": PAGE
    + STORY
    + "<!--enpproperty "
    + "<title>" * 50_000
    + "/enpproperty-->",
    "an image within": PAGE + f'<img src="data:image/png;base64,{"A" * 3_000_000}">' + STORY,
    "angle brackets": PAGE + STORY + "<" * 2_000_000,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_page_is_read_or_refused_in_words(page: str) -> None:
    for one in delivery({"a.html": page}).pages():
        assert FIRST in one.text if not isinstance(one, PageRefused) else "(" in one.reason


def test_zero_bytes_within_words_are_left_out() -> None:
    (page,) = pages({"a.html": (PAGE + STORY).replace("河堤", "河\x00堤")})
    assert FIRST in page.text


def test_what_only_old_browsers_are_shown_is_left_out() -> None:
    hidden = "<!--[if IE]><p>您的浏览器太旧，请升级以后再来看新闻。</p><![endif]-->"
    (page,) = pages({"a.html": PAGE + hidden + STORY})
    assert "浏览器" not in page.text


def test_a_declared_encoding_may_be_wrong() -> None:
    html = '<meta charset="utf-8">' + PAGE + STORY
    (page,) = pages({"a.html": html.encode("gb18030")})
    assert FIRST in page.text


def test_scripts_before_the_text_do_not_hide_its_encoding() -> None:
    text = "沿著河堤修好的新步道全長六公里，早晚都有人跑步、遛狗，雨後也不積水。"
    html = "<script>" + "var a = 1;" * 9000 + f"</script><h1>河堤上的新步道</h1><p>{text}</p>"
    (page,) = pages({"a.html": html.encode("big5")})
    assert text in page.text
