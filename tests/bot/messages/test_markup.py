import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.markup import bold, clean, joined, plain, prefix, quote, shorten, units
from bot.preview.telegram_html import parse


@given(st.text())
def test_any_text_is_shown_as_it_is_but_for_what_cannot_be(text: str) -> None:
    shown = parse(plain(text).html)
    assert shown.text == clean(text)
    assert plain(text).units == units(clean(text))
    assert clean(clean(text)) == clean(text)


@given(st.text(), st.integers(1, 20))
def test_a_prefix_is_the_longest_that_fits(text: str, limit: int) -> None:
    start = prefix(text, limit)
    assert text.startswith(start)
    assert units(start) <= limit
    rest = text[len(start) : len(start) + 1]
    assert not rest or units(start + rest) > limit


@given(st.text(), st.integers(1, 20))
def test_what_is_shortened_fits_and_says_so(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert units(short) <= limit
    assert short == clean(text).strip() or short.endswith("…")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\x00b\x07", "ab"),
        ("一\r\n二\u2028三", "一\n二\n三"),
        ("\ud83d半", "�半"),
        ("\u202eabc", "abc"),
        ("全\u3000角\t", "全\u3000角\t"),
    ],
)
def test_what_cannot_be_sent_is_left_out(raw: str, shown: str) -> None:
    assert clean(raw) == shown


def test_tags_carry_their_entities() -> None:
    whole = joined([bold("甲<b>"), quote(plain("乙") + bold("丙"), expandable=True)], "\n")
    assert whole.html == ("<b>甲&lt;b&gt;</b>\n<blockquote expandable>乙<b>丙</b></blockquote>")
    assert (whole.units, whole.entities) == (7, 3)
