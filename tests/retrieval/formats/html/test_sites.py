"""Pages of news sites: which text is the story's, who wrote it, and of which day it is."""

import pytest

from retrieval.formats.html.titles import title_of
from retrieval.model.lines import LineKind
from retrieval.model.page_text import PageText
from tests.retrieval.formats.html.made_pages import FIRST, SECOND, TITLE, articles, pages

NOTICE = "因检修管道，石桥巷今晚停水四小时。"
CARD = (
    "<div class=k7><a href=/{0}>城南的老戏台修好了</a>"
    "<p>戏台建于清代，修缮用了两年，本周六晚上唱第一场戏，门票全部免费。</p></div>"
)
CARDS = "".join(CARD.format(number) for number in range(4))


CALLED = f"{TITLE} - 柳岸在线"


def site(above: str, text: str, *, beside: str = "", name: str = CALLED) -> str:
    return (
        f"<html><head><title>{name}</title></head><body>"
        f'<div class=a1><a href="/">柳岸在线</a></div><div class=a2>'
        f"<div><h1>{TITLE}</h1>{above}<div class=a4>{text}</div></div>{beside}</div></body>"
    )


def kinds(page: PageText, kind: LineKind) -> list[str]:
    lines = page.text.split("\n")
    return [lines[number - 1] for number, one in page.layout.kinds.items() if one is kind]


TEXT = f"<p>{FIRST}</p><p>{SECOND}</p>"


@pytest.mark.parametrize(
    "beside",
    [
        f"<div class=b1><div>编辑挑选</div>{CARDS}</div>",
        f"<div class=b1>{CARDS}</div>",
        f"<div class=b1><div>热门评论</div><div>过路人</div><div>{FIRST * 4}</div></div>",
        f"<div class=b1><p>{FIRST.replace('步道', '报社') * 2}</p></div>",
    ],
)
def test_a_short_story_below_its_headline_is_found_beside_longer_texts(beside: str) -> None:
    (article,) = articles({"a.html": site("", f"<p>{NOTICE}</p>", beside=beside)})
    assert list(article.paragraphs) == [NOTICE]


def test_a_column_before_the_story_is_no_story() -> None:
    column = f"<div class=b1><h3>通知</h3><p>{FIRST.replace('步道', '报社') * 3}</p></div>"
    page = site("", TEXT).replace("<div><h1>", f"{column}<div><h1>")
    (article,) = articles({"a.html": page})
    assert list(article.paragraphs) == [FIRST, SECOND]


def test_who_wrote_a_story_is_told_without_the_day_of_the_line_that_names_them() -> None:
    info = "<p>2026-05-07 06:20 来源：柳岸晚报 记者：段小满 浏览：31</p>"
    (page,) = pages({"a.html": site(info, TEXT)})
    assert kinds(page, LineKind.BYLINE) == ["记者:段小满"]
    assert kinds(page, LineKind.FURNITURE) == [
        "2026-05-07 06:20 来源：柳岸晚报 记者：段小满 浏览：31"
    ]
    assert str(page.told.day) == "2026-05-07"


def test_a_story_that_tells_no_day_is_given_none_by_the_line_of_information() -> None:
    info = "<p>2026-05-07 06:20 来源：柳岸晚报 记者：段小满</p>"
    dateless = [FIRST.replace("早晚", "总"), SECOND]
    (page,) = pages({"a.html": site(info, "".join(f"<p>{one}</p>" for one in dateless))})
    assert all("2026" not in one for one in kinds(page, LineKind.BYLINE))


def test_the_day_beside_the_headline_beats_todays_at_the_top() -> None:
    page = site("<p>来源：柳岸晚报 发布时间：2026-05-07</p>", TEXT)
    page = page.replace("<div class=a1>", "<div>今天是2026年5月20日 星期三</div><div class=a1>")
    (read,) = pages({"a.html": page})
    assert str(read.told.day) == "2026-05-07"


@pytest.mark.parametrize("nobody", ["作者：佚名", "作者：管理员", "作者：未知", "编辑：小编"])
def test_a_line_that_names_nobody_is_no_byline(nobody: str) -> None:
    (page,) = pages({"a.html": site(f"<p>2026-05-07 <span>{nobody}</span></p>", TEXT)})
    assert kinds(page, LineKind.BYLINE) == []
    (article,) = articles({"a.html": site(f"<p>2026-05-07 <span>{nobody}</span></p>", TEXT)})
    assert list(article.paragraphs) == [FIRST, SECOND]


AUTHOR = '<p>5月 7, 2026 由 <span class="author vcard"><a href="/u/1">段小满</a></span></p>'


def test_a_name_that_only_its_element_calls_the_authors_is_told() -> None:
    (article,) = articles({"a.html": site(AUTHOR, TEXT)})
    assert article.reporters == ("段小满",)


def test_who_put_a_story_on_the_site_is_not_told_beside_its_reporter() -> None:
    (article,) = articles({"a.html": site(AUTHOR, f"<p>本报记者 邬一帆</p>{TEXT}")})
    assert article.reporters == ("邬一帆",)


def test_fields_and_their_values_may_stand_on_lines_of_their_own() -> None:
    info = "<dl><dt>发布日期</dt><dd>2026年5月7日</dd><dt>作者</dt><dd>段小满</dd></dl>"
    (article,) = articles({"a.html": site(info, TEXT)})
    assert article.reporters == ("段小满",)
    assert list(article.paragraphs) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "call", ["<h3>分享此文：</h3>", "<p>分享到：微信 微博</p>", "<p>打印本页</p>"]
)
def test_a_call_to_pass_a_story_on_is_no_text(call: str) -> None:
    (article,) = articles({"a.html": site("", TEXT + f"<div class=b9>{call}</div>")})
    assert list(article.paragraphs) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "name", ["柳岸晚报：雨后", "柳岸晚报多媒体数字版 雨后", "雨后 柳岸在线", "雨后|柳岸在线"]
)
def test_a_short_headline_is_told_from_the_sites_name_beside_it(name: str) -> None:
    assert title_of(name) == "雨后"


def test_a_site_is_called_as_its_link_to_the_first_page() -> None:
    page = site("", TEXT, name="桥头堡：雨后").replace(TITLE, "雨后")
    (article,) = articles({"a.html": page.replace("柳岸在线", "桥头堡")})
    assert article.title == "雨后"


def test_a_headline_that_begins_with_a_papers_name_keeps_it_where_it_is_printed() -> None:
    title = "柳岸晚报：我们的三十年"
    (article,) = articles({"a.html": site("", TEXT, name=title).replace(TITLE, title)})
    assert article.title == title


SUBTITLE = "两个街道出钱出地"


@pytest.mark.parametrize(
    ("above", "head"),
    [
        (f"<p>{SUBTITLE}</p><p>2026-05-07 来源：柳岸晚报</p>", ""),
        ("", f"<h4>{SUBTITLE}</h4>"),
        ("", f"<p><b>{SUBTITLE}</b></p><p>本报记者 段小满</p>"),
        ("", f"<p>——{SUBTITLE}</p>"),
    ],
)
def test_a_subtitle_is_told_by_how_it_stands_out(above: str, head: str) -> None:
    (article,) = articles({"a.html": site(above, head + TEXT)})
    assert article.subtitle == SUBTITLE
    assert list(article.paragraphs) == [FIRST, SECOND]


def test_the_first_of_several_crossheads_is_no_subtitle() -> None:
    parts = f"<h3>{SUBTITLE}</h3><p>{FIRST}</p><h3>胶粒从哪里来</h3><p>{SECOND}</p>"
    (article,) = articles({"a.html": site("", parts)})
    assert article.subtitle is None
    assert list(article.paragraphs) == [SUBTITLE, FIRST, "胶粒从哪里来", SECOND]


def test_a_poem_is_a_story() -> None:
    verses = ["雨把屋檐", "数了一遍", "又数一遍", "数到桥边", "就忘了数"]
    (article,) = articles({"a.html": site("<p>2026-05-07</p>", "<br>".join(verses))})
    assert list(article.paragraphs) == verses


def test_a_table_with_one_short_sentence_is_a_story() -> None:
    rows = "<tr><td>日期</td><td>水位</td></tr><tr><td>5月8日</td><td>3.1米</td></tr>"
    rows += "<tr><td>5月9日</td><td>3.4米</td></tr>"
    (article,) = articles(
        {"a.html": site("", f"<p>近两日水位如下，请留意。</p><table>{rows}</table>")}
    )
    assert article.paragraphs[0] == "近两日水位如下，请留意。"
    assert len(article.paragraphs) == 4


def test_text_goes_on_below_links_to_other_stories_within_it() -> None:
    links = "<div class=b2><b>延伸阅读</b><p><a href=1>老戏台修好了</a></p></div>"
    short = "步道全年开放，夜里有灯。"
    (article,) = articles({"a.html": site("", f"<p>{FIRST}</p>{links}<p>{short}</p>")})
    assert list(article.paragraphs) == [FIRST, short]


def test_the_day_may_be_told_below_the_text() -> None:
    (page,) = pages({"a.html": site("", TEXT + "<p align=right>发布日期：2026-05-07</p>")})
    assert str(page.told.day) == "2026-05-07"


def test_a_form_to_order_a_letter_is_no_text() -> None:
    form = "<div><p>每周五把城里的新鲜事寄给您。</p><form><input></form></div>"
    (article,) = articles({"a.html": site("", f"<p>{FIRST}</p>{form}<p>{SECOND}</p>")})
    assert list(article.paragraphs) == [FIRST, SECOND]
