from bot.messages.citation import also_text
from bot.messages.texts import ZH
from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle


def printing(number: int, day: int, paper: str | None = "晚报") -> Printing:
    issued = PrintedDate(10, day, Evidence.PAGE, 2022, Evidence.PAGE)
    return Printing(number, paper, issued, "2", 0)


def also(*printings: Printing) -> str:
    return also_text(StoredArticle(1, Article("甲"), printings), ZH.citation)


def test_a_story_printed_once_has_no_other_place() -> None:
    assert also(printing(1, 27)) == ""


def test_a_reprint_is_named_after_where_the_story_is_read_from() -> None:
    assert also(printing(1, 28), printing(2, 27)) == "另见 晚报 · 2022年10月27日刊 · 第2版"


def test_of_many_places_a_few_are_named() -> None:
    told = also(*(printing(number, 30 - number) for number in range(9)))
    assert told.count("第2版") == 3
    assert told.endswith("…")
