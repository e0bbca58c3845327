from datetime import date

import pytest

from retrieval.model import Bulletin, Evidence, PrintedDate
from retrieval.model.doubts import Doubt, DoubtKind
from retrieval.reading.doubts import future_doubt
from retrieval.reading.page import read_text

REPORT = "本报讯 昨日,城东三条新路通车,居民出行更方便了。\n\n记者 王海"


def doubts(page: str, name: str = "p.md") -> list[tuple[DoubtKind, tuple[str, ...]]]:
    return [(one.kind, one.values) for one in read_text(page, name).doubts]


def test_a_page_with_day_label_and_headlines_leaves_none() -> None:
    page = f"2025年11月3日 星期一 第2版 要闻\n\n# 城东新修三条路\n\n{REPORT}"
    assert doubts(page) == []


def test_a_page_without_a_day_says_so() -> None:
    assert doubts(f"# 城东新修三条路\n\n{REPORT}") == [(DoubtKind.NO_DAY, ())]


def test_a_day_that_no_year_has_is_told_as_printed() -> None:
    page = f"# 城东新修三条路\n\n11月31日,新路通车。{REPORT}"
    assert (DoubtKind.IMPOSSIBLE_DAY, ("11月31日",)) in doubts(page, "2025-12-01/A01.md")


def test_a_printed_label_that_the_path_contradicts_is_in_doubt() -> None:
    page = f"2025年11月3日 第2版 要闻\n\n# 城东新修三条路\n\n{REPORT}"
    assert doubts(page, "2025-11-03/A05.md") == [(DoubtKind.LABEL, ("第2版", "A05版"))]
    assert doubts(page, "2025-11-03/02.md") == []


def test_a_label_of_a_bare_number_in_the_files_name_is_in_doubt() -> None:
    found = doubts(f"# 城东新修三条路\n\n{REPORT}", "2025-11-03/第12期-3.md")
    assert found == [(DoubtKind.LABEL, ("第3版", "2025-11-03/第12期-3.md"))]


def test_a_long_page_with_one_headline_has_few() -> None:
    text = "\n\n".join(["城东三条新路通车,居民出行更方便了,商户也多了客人。" * 10] * 8)
    kinds = [kind for kind, _ in doubts(f"# 城东新修三条路\n\n{text}", "2025-11-03/A05.md")]
    assert kinds == [DoubtKind.HEADLINES]


def test_text_under_no_headline_is_told_by_its_beginning() -> None:
    kinds = [kind for kind, _ in doubts(REPORT, "2025-11-03/A05.md")]
    assert kinds == [DoubtKind.NO_HEADLINE]


@pytest.mark.parametrize(("day", "ahead"), [(5, False), (6, True)])
def test_more_than_two_days_ahead_is_in_doubt(day: int, *, ahead: bool) -> None:
    issued = PrintedDate(11, day, Evidence.PAGE, 2025, Evidence.PAGE)
    told = future_doubt(Bulletin(date=issued), date(2025, 11, 3))
    assert told == (Doubt(DoubtKind.FUTURE_DAY, (f"2025-11-{day:02d}",)) if ahead else None)


def test_an_undated_page_is_not_ahead() -> None:
    assert future_doubt(Bulletin(), date(2025, 11, 3)) is None


def test_what_was_left_out_of_a_page_without_stories_is_in_doubt() -> None:
    page = "招租 转让 优惠 特价\n热线 0700-123"
    assert (DoubtKind.UNSURE_FURNITURE, ("招租 转让 优惠 特价",)) in doubts(page)
    assert doubts("2025年11月3日 星期一 第2版 要闻\n\n责编 王海") == []
