from dataclasses import replace
from datetime import date
from functools import cache
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.identity.signature import Signature
from retrieval.identity.which_page import Decision, KnownPage, PageFacts, Verdict, Why, decide
from retrieval.model import Article, Evidence, PrintedDate

DAY, NEXT = date(2022, 10, 27), date(2022, 10, 28)
NOTICE = "因线路检修,{day}8时至17时,马寨镇、侯寨乡及大学路沿线部分居民用户将停电,请提前做好准备。"
STANDING = (
    "征稿启事",
    "本报副刊面向读者征集散文、诗歌和摄影作品,来稿请注明姓名、地址和电话,择优刊用。",
)
BOOKS = (
    "书屋开到半夜",
    "夜里的码头灯还亮着,渡口书屋里坐了许多人。开叉车的师傅捧着一本识图的书,说下了夜班先来坐坐。",
)
TEA = (
    "茶园开园",
    "云坪乡的茶园今天开园,垄间多了几台采茶机器人,合作社的人说工钱省下一半,嫩芽也采得准。",
)
CLOCK = (
    "修钟人",
    "钟楼上的大钟停过三回,每回都是骆家的人修好的,图样画在账簿背面,锁在床头的樟木箱里面。",
)


@cache
def story(title: str, body: str, day: int | None = None) -> Signature:
    told = None if day is None else PrintedDate(10, day, Evidence.TEXT)
    return Signature.of(Article(title, date=told, paragraphs=(body,)))


def mended(printed: tuple[str, str]) -> tuple[str, str]:
    return printed[0], printed[1].replace(",", "呀,", 1)


def page(
    *stories: tuple[str, str],
    paper: str | None = None,
    issued: date | None = None,
    label: str | None = None,
    path: str | None = None,
    digest: bytes | None = None,
) -> PageFacts:
    signed = tuple(story(*printed) for printed in stories)
    return PageFacts(paper, issued, label, path, digest or repr(stories).encode(), signed)


def notice(day: int, path: str | None = None) -> PageFacts:
    signed = story("停电通知", NOTICE.format(day=f"10月{day}日"), day)
    return PageFacts(None, None, None, path, signed.digest, (signed,))


def of_two(incoming: PageFacts, stored: PageFacts) -> tuple[Verdict, Why]:
    decision = decide(incoming, [KnownPage(7, stored)])
    assert decision.page_id == (None if decision.verdict is Verdict.NEW else 7)
    return decision.verdict, decision.why


def test_where_nothing_is_stored_every_page_is_new() -> None:
    assert decide(page(BOOKS), []) == Decision(Verdict.NEW, None, Why.NOTHING_IN_COMMON)


def test_the_same_bytes_are_the_same_page_under_any_name() -> None:
    one, other = page(BOOKS, path="a.md"), page(BOOKS, path="b/A05.md", issued=DAY, label="A5")
    assert of_two(other, one) == (Verdict.SAME, Why.SAME_BYTES)


def test_bytes_that_were_not_kept_are_not_the_same() -> None:
    unkept = replace(page(BOOKS), digest=None), replace(page(TEA), digest=None)
    assert of_two(*unkept) == (Verdict.NEW, Why.NOTHING_IN_COMMON)


@pytest.mark.parametrize(
    ("paper", "former"), [("日报", "日报"), (None, "日报"), ("日报", None), (None, None)]
)
def test_paper_day_label_and_a_story_make_it_the_same(
    paper: str | None, former: str | None
) -> None:
    stored = page(BOOKS, TEA, paper=former, issued=DAY, label="A5")
    incoming = page(mended(BOOKS), CLOCK, paper=paper, issued=DAY, label="A5")
    assert of_two(incoming, stored) == (Verdict.SAME, Why.SAME_PLACE)


def test_another_page_of_that_day_and_label_is_not_its_correction() -> None:
    stored = page(BOOKS, issued=DAY, label="A5")
    assert of_two(page(TEA, issued=DAY, label="A5"), stored) == (
        Verdict.DOUBTFUL,
        Why.OTHER_STORIES,
    )


def test_a_misnamed_file_of_forms_does_not_erase_the_page_at_its_path() -> None:
    stored = replace(notice(25, "2022-10-27/A05.md"), issued=DAY, label="A5")
    incoming = replace(notice(26, "2022-10-27/A05.md"), issued=DAY, label="A5")
    assert of_two(incoming, stored) == (Verdict.DOUBTFUL, Why.OTHER_STORIES)


@pytest.mark.parametrize("printed", [mended(BOOKS), (BOOKS[0], CLOCK[1]), (CLOCK[0], BOOKS[1])])
def test_the_same_path_and_a_headline_or_a_story_make_it_the_same(printed: tuple[str, str]) -> None:
    stored = page(BOOKS, TEA, path="inbox/page.md")
    assert of_two(page(printed, path="inbox/page.md"), stored) == (Verdict.SAME, Why.SAME_PATH)


def test_what_stands_at_a_path_is_its_owners_word_even_of_a_notice() -> None:
    """Figures aside, as the rule says: with no day or label known, the path is all there is."""
    assert of_two(notice(26, "notice.md"), notice(25, "notice.md")) == (
        Verdict.SAME,
        Why.SAME_PATH,
    )


def test_notices_of_two_days_under_two_names_or_none_are_two() -> None:
    assert of_two(notice(26, "b.md"), notice(25, "a.md")) == (Verdict.NEW, Why.NOTHING_IN_COMMON)
    assert of_two(notice(26), notice(25)) == (Verdict.NEW, Why.NOTHING_IN_COMMON)


def test_a_path_is_compared_however_it_is_spelt() -> None:
    stored = page(BOOKS, path="e\u0301/a.md")
    assert of_two(page(mended(BOOKS), path="\u00e9\\a.md"), stored)[0] is Verdict.SAME


def test_another_page_at_the_same_path_is_new() -> None:
    assert of_two(page(TEA, path="p.md"), page(BOOKS, path="p.md"))[0] is Verdict.NEW


def test_the_same_words_are_the_same_page_told_less_or_more() -> None:
    told = page(BOOKS, TEA, paper="日报", issued=DAY, label="A5", path="x/A05.md", digest=b"1")
    pasted = page(TEA, BOOKS, digest=b"2")
    assert of_two(pasted, told) == of_two(told, pasted) == (Verdict.SAME, Why.SAME_WORDS)


def test_likeness_of_wording_alone_is_a_doubt() -> None:
    assert of_two(page(mended(BOOKS), TEA), page(BOOKS, TEA)) == (Verdict.DOUBTFUL, Why.LIKE_WORDS)


def test_a_part_of_a_page_is_not_the_page() -> None:
    assert of_two(page(mended(BOOKS)), page(BOOKS, TEA, CLOCK))[0] is Verdict.NEW


def test_a_report_that_two_papers_print_makes_no_page_of_theirs_one() -> None:
    stored = page(BOOKS, TEA, paper="日报", issued=DAY, label="A1")
    assert (
        of_two(page(BOOKS, CLOCK, paper="晚报", issued=DAY, label="A1"), stored)[0] is Verdict.NEW
    )


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"paper": "晚报"}, Why.OTHER_PAPER),
        ({"issued": NEXT}, Why.OTHER_DAY),
        ({"label": "A6"}, Why.OTHER_LABEL),
    ],
)
def test_a_file_whose_paper_day_or_label_was_mended_is_doubtful(
    changed: dict[str, object], why: Why
) -> None:
    stored = page(BOOKS, TEA, paper="日报", issued=DAY, label="A5", path="p.md")
    known = {"paper": "日报", "issued": DAY, "label": "A5", "path": "p.md"} | changed
    incoming = page(BOOKS, mended(TEA), **known)  # type: ignore[arg-type]
    assert of_two(incoming, stored) == (Verdict.DOUBTFUL, why)


def test_a_story_printed_on_two_pages_of_an_issue_is_a_reprint() -> None:
    stored = page(BOOKS, TEA, issued=DAY, label="A2")
    assert of_two(page(BOOKS, CLOCK, issued=DAY, label="A6"), stored)[0] is Verdict.NEW


def test_a_standing_notice_proves_no_page() -> None:
    """Yesterday's page, misnamed as today's, has only that in common with it."""
    yesterday = page(TEA, STANDING, issued=DAY, label="A8", digest=b"1")
    today = page(BOOKS, STANDING, CLOCK, issued=NEXT, label="A8")
    misnamed = page(CLOCK, mended(TEA), STANDING, issued=NEXT, label="A8")
    stored = [KnownPage(1, yesterday), KnownPage(2, replace(today, stories=today.stories[:2]))]
    assert decide(replace(misnamed, stories=misnamed.stories[1:]), stored).verdict is (
        Verdict.DOUBTFUL
    )
    assert decide(misnamed, [KnownPage(2, today)]).verdict is Verdict.SAME


def test_of_several_the_surest_is_meant() -> None:
    place = page(BOOKS, CLOCK, issued=DAY, label="A5")
    path = page(BOOKS, path="A05.md")
    words = page(mended(BOOKS), TEA)
    incoming = page(mended(BOOKS), TEA, issued=DAY, label="A5", path="A05.md", digest=b"new")
    stored = [KnownPage(1, words), KnownPage(2, path), KnownPage(3, place)]
    assert decide(incoming, stored) == Decision(Verdict.SAME, 3, Why.SAME_PLACE)
    assert decide(incoming, stored[:2]) == Decision(Verdict.SAME, 2, Why.SAME_PATH)
    assert decide(incoming, stored[:1]) == Decision(Verdict.SAME, 1, Why.SAME_WORDS)


def test_of_two_that_are_alike_the_first_stored_is_meant() -> None:
    stored = [KnownPage(9, page(BOOKS, digest=b"1")), KnownPage(4, page(BOOKS, digest=b"2"))]
    assert decide(page(BOOKS), stored).page_id == 4


def test_a_page_that_may_be_either_papers_is_doubtful() -> None:
    daily = page(BOOKS, TEA, CLOCK, paper="日报", issued=DAY, label="A1")
    evening = page(BOOKS, STANDING, CLOCK, paper="晚报", issued=DAY, label="A1")
    other = (
        "夜校开课",
        "区总工会的夜校下周开课,焊工、电工、月嫂各收四十人,学费由工会出,报名从速,额满为止。",
    )
    incoming = page(BOOKS, other, ("雨", other[1][::-1]), issued=DAY, label="A1")
    found = decide(incoming, [KnownPage(1, daily), KnownPage(2, evening)])
    assert (found.verdict, found.why) == (Verdict.DOUBTFUL, Why.SEVERAL_PAPERS)


PRINTED = [
    BOOKS,
    TEA,
    CLOCK,
    STANDING,
    mended(BOOKS),
    mended(TEA),
    ("天气", "晴,12度"),
    ("通知", ""),
]
PRINTED += [("停电通知", NOTICE.format(day=f"10月{day}日")) for day in (25, 26)]
PAGES = st.builds(
    lambda stories, paper, issued, label, path, digest: page(
        *stories, paper=paper, issued=issued, label=label, path=path, digest=digest
    ),
    st.lists(st.sampled_from(PRINTED), max_size=4),
    st.sampled_from([None, "日报", "晚 报"]),
    st.sampled_from([None, DAY, NEXT]),
    st.sampled_from([None, "A1", "A2"]),
    st.sampled_from([None, "a.md", "b.md"]),
    st.sampled_from([None, b"1", b"2"]),
)
STORED = st.lists(PAGES, max_size=4).map(
    lambda pages: [KnownPage(number, facts) for number, facts in enumerate(pages, 1)]
)


@given(PAGES, PAGES)
@settings(max_examples=200)
def test_a_decision_is_the_same_both_ways(one: PageFacts, other: PageFacts) -> None:
    assert of_two(one, other) == of_two(other, one)


@given(PAGES, STORED)
@settings(max_examples=150)
def test_a_decision_is_the_same_in_any_order(incoming: PageFacts, stored: list[KnownPage]) -> None:
    orders = list(permutations(stored))[:12]
    assert len({decide(incoming, order) for order in orders}) == 1


@given(PAGES, STORED)
@settings(max_examples=150)
def test_an_unchanged_page_is_always_the_same(facts: PageFacts, stored: list[KnownPage]) -> None:
    assert decide(facts, [*stored, KnownPage(99, facts)]).verdict is Verdict.SAME


@given(PAGES.filter(lambda facts: bool(facts.stories)))
@settings(max_examples=150)
def test_a_page_of_the_same_words_is_the_same_where_all_else_is(
    facts: PageFacts,
) -> None:
    again = replace(facts, digest=b"saved with other line ends")
    assert of_two(again, facts)[0] is Verdict.SAME


@given(PAGES, STORED)
@settings(max_examples=200)
def test_no_page_replaces_one_of_another_day_or_paper(
    incoming: PageFacts, stored: list[KnownPage]
) -> None:
    found = decide(incoming, stored)
    if found.verdict is Verdict.SAME:
        assert found.page_id is not None
        former = stored[found.page_id - 1].facts
        assert None in (incoming.issued, former.issued) or incoming.issued == former.issued
        assert None in (incoming.paper, former.paper) or incoming.paper == former.paper


@given(PAGES, STORED)
@settings(max_examples=150)
def test_only_what_is_known_makes_a_page_the_same(
    incoming: PageFacts, stored: list[KnownPage]
) -> None:
    found = decide(incoming, stored)
    assert (found.verdict is Verdict.SAME) == (
        found.why in (Why.SAME_BYTES, Why.SAME_PLACE, Why.SAME_PATH, Why.SAME_WORDS)
    )
    assert (found.page_id is None) == (found.verdict is Verdict.NEW)
