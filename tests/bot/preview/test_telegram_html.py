import html
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.preview.entities import Entity, Formatted, stretch, units
from bot.preview.telegram_html import parse
from bot.preview.wire import Refusal

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", Formatted("")),
        ("纯文字", Formatted("纯文字")),
        ("<b>粗</b>体", Formatted("粗体", (Entity("bold", 0, 1),))),
        ("😀<strong>粗</strong>", Formatted("😀粗", (Entity("bold", 2, 1),))),
        ("<B>x</B>", Formatted("x", (Entity("bold", 0, 1),))),
        ("a &lt;b&gt; &amp; &quot;c&quot; &#39;&#x27;", Formatted("a <b> & \"c\" ''")),
        ("<b></b>空", Formatted("空")),
        (
            "<blockquote expandable>引<b>文</b></blockquote>",
            Formatted("引文", (Entity("expandable_blockquote", 0, 2), Entity("bold", 1, 1))),
        ),
        ("<blockquote>引</blockquote>", Formatted("引", (Entity("blockquote", 0, 1),))),
        (
            '<a href="https://a.cn/?x=1&amp;y=2">链</a>',
            Formatted("链", (Entity("text_link", 0, 1, url="https://a.cn/?x=1&y=2"),)),
        ),
        (
            '<span class="tg-spoiler">藏</span>',
            Formatted("藏", (Entity("spoiler", 0, 1),)),
        ),
        (
            '<pre><code class="language-python">x</code></pre>',
            Formatted("x", (Entity("pre", 0, 1, language="python"),)),
        ),
        (
            "<pre>x</pre><code>y</code>",
            Formatted("xy", (Entity("pre", 0, 1), Entity("code", 1, 1))),
        ),
    ],
)
def test_gives_text_and_entities(source: str, expected: Formatted) -> None:
    assert parse(source) == expected


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<p>段</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("一<script>", 'Unsupported start tag "script" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <<b>x</b>", 'Unsupported start tag "<b" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        (
            "<b><i>粗</b></i>",
            'Unmatched end tag at byte offset 9, expected "</i>", found "</b>"',
        ),
        ("R&D", 'Unescaped character "&" at byte offset 1'),
        ("&nbsp;", 'Unescaped character "&" at byte offset 0'),
        ("&#xD800;", 'Unescaped character "&" at byte offset 0'),
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
        ('<b class="x">y</b>', 'Unsupported attribute "class" in the tag "b" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<code><b>x</b></code>", 'Tag "b" can\'t stand inside "code" at byte offset 6'),
        (
            "<blockquote>x<blockquote>y</blockquote></blockquote>",
            'Tag "blockquote" can\'t stand inside "blockquote" at byte offset 13',
        ),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
    ],
)
def test_refuses_what_telegram_refuses(source: str, reason: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(source)
    assert refusal.value.code == 400
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@given(TEXTS)
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse(html.escape(text)) == Formatted(text)


@given(TEXTS, TEXTS.filter(bool), TEXTS)
def test_an_entity_marks_what_its_tags_enclose(before: str, inside: str, after: str) -> None:
    before, inner, after = (html.escape(part) for part in (before, inside, after))
    formatted = parse(f"{before}<b>{inner}</b>{after}")
    (entity,) = formatted.entities
    assert stretch(formatted.text, entity) == inside
    assert entity.end <= units(formatted.text)


@given(st.text(alphabet="<>/ab&;=\"' é新", max_size=60))
def test_any_input_is_parsed_or_refused(source: str) -> None:
    with suppress(Refusal):
        formatted = parse(source)
        assert all(entity.end <= units(formatted.text) for entity in formatted.entities)


def test_a_long_unclosed_tag_is_refused_in_linear_time() -> None:
    with pytest.raises(Refusal):
        parse("<b " + 'a="b" ' * 20_000)
