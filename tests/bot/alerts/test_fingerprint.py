from dataclasses import replace

import pytest

from bot.alerts.fingerprint import Fingerprint, ShownStory
from bot.model import Amount

FORMER = '["passage", null, 1, [[4, "9f", 0], [7, "a0", 1]]]'
KEPT = '["passage",null,1,[[4,"9f",0,3,"w","t","","甲"],[7,"a0",1,null,"","","",""]]]'
STORY = ShownStory(4, "9f", page_id=3, words="w", text="t", title="甲")
SHOWN = Fingerprint(Amount("passage"), None, True, (STORY, ShownStory(7, "a0", True)))


def test_what_is_kept_is_written_and_read_as_ever() -> None:
    assert SHOWN.text() == KEPT
    assert Fingerprint.of(KEPT) == SHOWN


def test_what_former_versions_kept_is_read() -> None:
    shown = ShownStory(4, "9f"), ShownStory(7, "a0", True)
    assert Fingerprint.of(FORMER) == replace(SHOWN, stories=shown)


def test_an_empty_one_in_a_language() -> None:
    shown = Fingerprint(Amount("passage"), "en", False, ())
    assert shown.text() == '["passage","en",0,[]]'
    assert Fingerprint.of(shown.text()) == shown


def test_one_that_is_damaged_says_where() -> None:
    with pytest.raises(ValueError, match=r"\$\[3\]\[1\]\[0\]"):
        Fingerprint.of('["passage", null, 1, [[4, "9f", 0], ["7", "a0", 1]]]')


@pytest.mark.parametrize(
    ("now", "corrected"),
    [
        (replace(STORY, digest="9e", words="v", text="s"), True),
        (replace(STORY, digest="9e", words="v"), False),  # the byline alone is seen to change
        (replace(STORY, digest="9e", text="s"), False),  # another passage of the same story
        (replace(STORY, digest="9e", words="v", text="s", page_id=4), False),  # a reprint
        (STORY, False),
    ],
)
def test_corrected_is_what_its_own_page_prints_otherwise(
    now: ShownStory, *, corrected: bool
) -> None:
    assert now.is_correction_of(STORY) is corrected


def test_of_what_former_versions_kept_all_that_is_seen_counts() -> None:
    assert STORY.is_correction_of(ShownStory(4, "9e"))
    assert not STORY.is_correction_of(ShownStory(4, "9f"))
