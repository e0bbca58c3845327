"""Files of the inbox that belong together: an e-paper's pages, and what they show."""

import pytest

from bot.services.inbox.files import files_in
from retrieval.errors import PageRefused
from tests.bot.services.inbox.conftest import PAGE, Watched

LABEL = "第01版：要闻"
NODE = f"""<html><head><meta charset="utf-8"><title>青溪日报</title></head><body>
<table><tr><td>2026年3月4日 星期三</td><td>{LABEL}</td></tr></table>
<img src="../../../img/1.jpg" usemap="#m"><map name="m">
<area shape="rect" coords="1,1,9,9" href="content_1.htm">
<area shape="rect" coords="1,9,9,19" href="content_2.htm"></map>
<ul><li><a href="content_1.htm">新桥通车</a></li><li><a href="content_2.htm">食堂开业</a></li></ul>
<a href="../../2026-03/05/node_1.htm">下一期</a></body></html>"""


def content(number: int, title: str, text: str) -> str:
    return f"""<html><head><meta charset="utf-8"><title>{title}</title>
<link rel="stylesheet" href="../../../css/a.css"></head><body>
<!--enpproperty <articleid>{number}</articleid><date>2026-03-04 06:00:00.0</date>
<title>{title}</title><nodename>{LABEL}</nodename>/enpproperty-->
<a href="node_1.htm">{LABEL}</a> <founder-date>2026年3月4日</founder-date>
<founder-title>{title}</founder-title>
<founder-content><!--enpcontent--><p>{text}</p><!--/enpcontent--></founder-content></body></html>"""


FILES = {
    "paper/css/a.css": "a { color: red; }\nb {\n  margin: 0;\n}\n",
    "paper/html/2026-03/04/content_1.htm": content(
        1, "新桥通车", "本报讯（记者 陆知行）3月3日，新桥通车，走路只要四分钟，居民很高兴。"
    ),
    "paper/html/2026-03/04/content_2.htm": content(
        2, "食堂开业", "本报讯（记者 欧阳晓岚）社区食堂昨天开业，一顿饭八元，老人可以送到家。"
    ),
    "paper/html/2026-03/04/node_1.htm": NODE,
    "paper/img/1.jpg": "GIF89a\x01",
}


def lay(watched: Watched, *names: str) -> None:
    for name in names or FILES:
        path = watched.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FILES[name], encoding="utf-8")


async def take_all(watched: Watched) -> None:
    line = watched.line()
    await line.resume()
    for path, stamp in sorted(files_in(watched.folder)):
        if not line.waits(path, stamp):
            await line.take(path, stamp)


async def stored(watched: Watched) -> tuple[int, int]:
    """Return how many pages are stored, and how many stories."""
    issues = await watched.archive.issues()
    return len(await watched.archive.pages_to_reread()), sum(one.articles for one in issues)


async def test_an_e_papers_page_is_stored_once_whichever_of_its_files_comes_first(
    watched: Watched,
) -> None:
    lay(watched)
    await take_all(watched)
    assert watched.refusals() == []
    assert await stored(watched) == (1, 2)
    assert watched.added.get_nowait() == "paper/html/2026-03/04/node_1.htm"
    assert watched.pages == 1


async def test_a_story_that_comes_later_comes_into_its_page(watched: Watched) -> None:
    late = "paper/html/2026-03/04/content_2.htm"
    lay(watched, *(name for name in FILES if name != late))
    await take_all(watched)
    assert await stored(watched) == (1, 1)
    lay(watched, late)
    await take_all(watched)
    assert await stored(watched) == (1, 2)


async def test_a_start_page_is_no_failure(watched: Watched) -> None:
    lay(watched)
    index = watched.folder / "paper" / "index.htm"
    index.write_text(
        '<html><head><title>青溪日报</title></head><frameset rows="*">'
        '<frame src="html/2026-03/04/node_1.htm"></frameset></html>',
        encoding="utf-8",
    )
    await take_all(watched)
    assert watched.refusals() == []
    assert await stored(watched) == (1, 2)


async def test_a_picture_by_itself_is_no_part(watched: Watched) -> None:
    lay(watched, "paper/img/1.jpg")
    (watched.folder / "a.md").write_text(PAGE, encoding="utf-8")
    await take_all(watched)
    assert watched.refusals() == ["paper/img/1.jpg"]


async def test_what_could_not_be_stored_is_tried_again_with_all_of_its_files(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(watched)
    failures = [PageRefused("x", "y")]
    add = watched.archive.add_page_text

    async def failing_first(*args: object, **kinds: object) -> object:
        if failures:
            raise failures.pop()
        return await add(*args, **kinds)  # type: ignore[arg-type]

    monkeypatch.setattr(watched.archive, "add_page_text", failing_first)
    await take_all(watched)
    assert await stored(watched) == (1, 2)
