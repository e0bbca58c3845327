"""The headline of a story whose parts the page's file tells."""

from retrieval.model.lines import LineKind
from retrieval.model.page_text import Layout
from retrieval.reading.page import read_text

TEXT = "老街的路灯今年春天换成了节能灯，巷子里比从前亮多了。"


def parts(*lines: tuple[LineKind, str]) -> tuple[str, str | None]:
    """Return title and subtitle of a story with a headline of some lines."""
    kinds = {at: kind for at, (kind, _) in enumerate(lines, start=1)}
    text = "\n".join((*(line for _, line in lines), TEXT))
    (story,) = read_text(text, "a", layout=Layout(kinds)).bulletin.articles
    return story.title, story.subtitle


def test_a_subtitle_that_is_told_comes_without_its_dash() -> None:
    lines = ((LineKind.HEADLINE, "老街换上新路灯"), (LineKind.SUBTITLE, "——晚归的人不再摸黑"))
    assert parts(*lines) == ("老街换上新路灯 ——晚归的人不再摸黑", "晚归的人不再摸黑")


def test_a_headline_below_a_kicker_that_is_told_is_no_subtitle() -> None:
    lines = ((LineKind.KICKER, "晚归的人不再摸黑"), (LineKind.HEADLINE, "老街换上新路灯"))
    assert parts(*lines) == ("晚归的人不再摸黑 老街换上新路灯", None)
