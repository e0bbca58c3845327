from bot.messages.page_names import SHOWN, outcome_text, outcomes_text, page_name
from bot.messages.texts import EN, HANT, ZH
from retrieval.model.pages import PageName, PageOutcome

PAGE = PageName(3, "二七日报", "2022-10-27", "A05版", "a.md")
PASTED = PageName(4, None, None, None, None)


def test_a_page_is_called_what_is_known_of_it() -> None:
    assert page_name(PAGE, ZH) == "二七日报 2022-10-27 A05版（文件 a.md）"
    assert page_name(PASTED, ZH) == "4 号版面"
    assert page_name(PageName(5, None, "2022-10-27", "5", None), EN) == "2022-10-27 page 5"


def test_what_was_replaced_is_named_beside_what_replaced_it() -> None:
    told = outcome_text(PageOutcome("a.md", PAGE, replaced=PASTED), ZH)
    assert told == "更新：二七日报 2022-10-27 A05版（文件 a.md）替换了 4 号版面"


def test_a_doubtful_page_says_both_how_to_replace_and_with_what() -> None:
    doubt = PageOutcome("my page.md", PASTED, meant=PAGE)
    for texts in (ZH, HANT, EN):
        told = outcome_text(doubt, texts)
        assert "二七日报 2022-10-27 A05版" in told
        assert told.endswith("bulletin-bot ingest --replace 3 'my page.md'")
    assert "替换" in outcome_text(doubt, ZH)


def test_many_are_one_message_within_the_limit() -> None:
    long = PageName(9, "报" * 500, "2022-10-27", "A05版", "长" * 5000)
    told = outcomes_text([PageOutcome("路" * 5000, long, meant=long)] * SHOWN, 900)
    assert len(told) < 4096
    assert told.endswith("…")
