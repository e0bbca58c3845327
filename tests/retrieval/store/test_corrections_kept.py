import pytest

from retrieval.store.corrections_kept import carried

PRINTED = "二七区长江路街道的两处便民菜场昨天开张，摊位费全免，开到晚上八点。"
FIXED = PRINTED.replace("两处", "三处")


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (PRINTED, FIXED),
        (f"{PRINTED}看郑州，知天下。", f"{FIXED}看郑州，知天下。"),
        (PRINTED[:-8], FIXED[:-8]),
        (PRINTED.replace("昨天", "昨日"), FIXED.replace("昨天", "昨日")),
    ],
)
def test_corrected_words_stand_where_they_did(now: str, text: str) -> None:
    assert carried(PRINTED, FIXED, now) == text


@pytest.mark.parametrize(
    "now",
    [
        "城西的旧纺织厂空了九年，改成了图书馆，周末开放到晚上十点。",
        PRINTED.replace("的两处便民", "便民"),
        f"{PRINTED}{PRINTED}",
    ],
)
def test_words_that_are_not_found_once_are_not_put_anywhere(now: str) -> None:
    assert carried(PRINTED, FIXED, now) is None
