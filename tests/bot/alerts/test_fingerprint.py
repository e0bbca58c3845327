import pytest

from bot.alerts.fingerprint import Fingerprint, ShownStory
from bot.model import Amount

KEPT = '["passage", null, 1, [[4, "9f", 0], [7, "a0", 1]]]'
SHOWN = Fingerprint(Amount("passage"), None, True, (ShownStory(4, "9f"), ShownStory(7, "a0", True)))


def test_what_is_kept_is_written_and_read_as_ever() -> None:
    assert SHOWN.text() == KEPT
    assert Fingerprint.of(KEPT) == SHOWN


def test_an_empty_one_in_a_language() -> None:
    shown = Fingerprint(Amount("passage"), "en", False, ())
    assert shown.text() == '["passage", "en", 0, []]'
    assert Fingerprint.of(shown.text()) == shown


def test_one_that_is_damaged_says_where() -> None:
    with pytest.raises(ValueError, match=r"\$\[3\]\[1\]\[0\]"):
        Fingerprint.of('["passage", null, 1, [[4, "9f", 0], ["7", "a0", 1]]]')
