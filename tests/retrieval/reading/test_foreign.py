"""What begins as HTML, XML or JSON is no page; a page with some tags in it is one."""

import pytest

from retrieval.errors import PageRefused
from retrieval.reading.decode import decode
from retrieval.reading.foreign import Foreign, foreign_format

STORY = "本报讯 10月26日，东郊大桥开始修缮，由第一施工队承担，月底以前完工，其间车辆绕行。"
REFUSED = [
    ("<!DOCTYPE html><html><body><p>东郊大桥修缮</p></body></html>", Foreign.HTML),
    ("  \n\t<!doctype HTML PUBLIC '-//W3C//DTD'>\n" + STORY * 20, Foreign.HTML),
    (f"<html lang='zh'>\n{STORY * 30}\n</html>", Foreign.HTML),
    (f"<HTML>{STORY}</HTML>", Foreign.HTML),
    ("<!-- saved from url=(0020)http://paper.example/ -->\n<html>" + STORY, Foreign.HTML),
    (f"<head><title>东郊大桥</title></head>{STORY}", Foreign.HTML),
    (f"<meta charset='utf-8'>\n{STORY * 10}", Foreign.HTML),
    (f"<script>var a = 1;</script>\n{STORY * 10}", Foreign.HTML),
    (f"<style>p {{ color: red }}</style>\n{STORY * 10}", Foreign.HTML),
    ('<div class="a"><div class="b"><a href="/x/1.htm">要闻</a></div></div>', Foreign.HTML),
    (
        '<ul><li><a href="node_1.htm">A01版</a></li><li><a href="node_2.htm">A02</a></li></ul>',
        Foreign.HTML,
    ),
    ('<table width="100%" border="0"><tr><td align="left">大桥</td></tr></table>', Foreign.HTML),
    ("<p style='text-indent:2em;margin:0;font-size:14px'>大桥修缮</p>", Foreign.HTML),
    ("From: <Saved by Blink>\nSubject: 大桥\nMIME-Version: 1.0\n\n" + STORY, Foreign.HTML),
    (f'<?xml version="1.0" encoding="utf-8"?>\n<page>{STORY}</page>', Foreign.XML),
    (f"\ufeff<?xml version='1.0'?><rss><item>{STORY}</item></rss>", Foreign.XML),
    (f"<rss version='2.0'><channel><item>{STORY * 9}</item></channel></rss>", Foreign.XML),
    (f"<article xmlns='urn:paper'>{STORY * 9}</article>", Foreign.XML),
    (f"<newspaper>\n<title>大桥</title><text>{STORY * 9}</text>\n</newspaper>\n", Foreign.XML),
    (f'{{"title": "东郊大桥修缮", "text": "{STORY}"}}', Foreign.JSON),
    (f'[{{"title": "东郊大桥修缮", "text": "{STORY}"}}]', Foreign.JSON),
    (f'\n [\n  {{\n    "标题": "{STORY}"\n  }}\n]\n', Foreign.JSON),
    (f'{{"title": "一"}}\n{{"title": "{STORY}"}}\n', Foreign.JSON),
    (f'["东郊大桥修缮", "{STORY}"]', Foreign.JSON),
]
READ = [
    f"# 东郊大桥修缮\n\n{STORY}",
    STORY,
    f"# 东郊大桥修缮\n\n<p align='center'>图为大桥。</p>\n\n{STORY}",
    f"<p align='center'><img src='a.jpg'></p>\n\n# 东郊大桥修缮\n\n{STORY * 3}",
    f"<div align='center'>\n\n# 东郊大桥修缮\n\n</div>\n\n{STORY * 2}",
    f"<b>东郊大桥修缮</b>\n\n{STORY}",
    f"<center>东郊大桥修缮</center>\n<br>\n{STORY}<br>\n{STORY}",
    f"<h1>东郊大桥修缮</h1>\n\n{STORY}",
    f"<!-- 第3版 -->\n# 东郊大桥修缮\n\n{STORY}",
    f"<br/>\n{STORY}",
    f"<font color='red'>要闻</font>\n# 东郊大桥修缮\n{STORY}",
    f"<东郊大桥修缮>\n\n{STORY}",
    f"<<东郊大桥>>开始修缮\n\n{STORY}",
    f"[东郊大桥](http://paper.example/1)修缮\n\n{STORY}",
    f"[1] 东郊大桥修缮\n\n{STORY}",
    f"【要闻】东郊大桥修缮\n\n{STORY}",
    f"{{图片}}\n# 东郊大桥修缮\n\n{STORY}",
    f'“东郊大桥”修缮\n{{"a": 1}}\n{STORY}',
    f"# 怎样写网页\n\n`<html>` 是网页的开头，`<!doctype html>` 在它前面。\n\n{STORY}",
    f"---\ntitle: 东郊大桥修缮\n---\n\n{STORY}",
    f"| 日期 | 事 |\n|---|---|\n| 5日<br>6日 | 修桥 |\n\n{STORY}",
    f"![大桥](a.jpg)\n\n{STORY}",
    f"<details><summary>目录</summary>\n\n- 大桥\n\n</details>\n\n# 东郊大桥修缮\n\n{STORY * 2}",
    f"x < 3，y > 5 的考题\n\n{STORY}",
]  # fmt: skip


@pytest.mark.parametrize(("text", "form"), REFUSED)
def test_a_file_of_another_format_is_refused_and_told_what_to_do(text: str, form: Foreign) -> None:
    with pytest.raises(PageRefused, match=r"另存为文本 \.txt") as refused:
        decode(text.encode(), "saved.md")
    assert refused.value.format == form


@pytest.mark.parametrize("text", READ)
def test_a_page_with_tags_in_it_is_read(text: str) -> None:
    assert foreign_format(text) is None


def test_it_is_known_in_any_encoding() -> None:
    with pytest.raises(PageRefused, match="网页"):
        decode(f"<html>{STORY}".encode("utf-16"), "saved.txt")
    with pytest.raises(PageRefused, match="JSON"):
        decode(f'{{"标题": "{STORY}"}}'.encode("gb18030"), "saved.txt")


def test_deep_brackets_are_no_trouble() -> None:
    assert foreign_format("[" * 100_000) is None
