from bot.cli.terminal import answer_text, article_text, note_line
from retrieval.model import (
    Answer,
    AnswerKind,
    Article,
    Citation,
    Evidence,
    Hit,
    NoteKind,
    Passage,
    PrintedDate,
    ReadingNote,
    Reason,
    Snippet,
    Span,
)

BODY = "开头一句。虎荣鑫走访帝益肥,虎荣鑫座谈。结尾一句。"
PASSAGE = Passage(1, 0, BODY, Span(0, len(BODY)))
DATE = PrintedDate(10, 25, Evidence.TEXT, 2022, Evidence.PAGE)


def hit(snippet: Snippet, cited: Citation) -> Hit:
    return Hit(1, 2.5, PASSAGE, snippet, cited)


def answer(*hits: Hit, total: int = 1) -> Answer:
    return Answer("虎荣鑫", AnswerKind.PASSAGES, hits, total)


FULL = Citation(1, "区长走访企业", None, ("景静", "朱翔宇"), DATE, "二七通讯", "第2版")
BARE = Citation(1, "区长走访企业", None, (), None, "page", None)
MIDDLE = Snippet("虎荣鑫走访帝益肥,虎荣鑫座谈。", (Span(0, 3), Span(9, 12)))


def test_a_hit_shows_its_title_byline_and_snippet_with_dots_where_the_passage_goes_on() -> None:
    assert answer_text(answer(hit(MIDDLE, FULL)), bold=False) == (
        "1. 区长走访企业\n"
        "   记者 景静 朱翔宇 · 2022年10月25日 · 第2版\n"
        "   …虎荣鑫走访帝益肥,虎荣鑫座谈。…"
    )


def test_a_byline_says_only_what_is_known() -> None:
    whole = Snippet(BODY, ())
    assert answer_text(answer(hit(whole, BARE)), bold=False).splitlines() == [
        "1. 区长走访企业",
        "   page",
        f"   {BODY}",
    ]


def test_matches_and_titles_are_bold_where_asked_for() -> None:
    shown = answer_text(answer(hit(MIDDLE, BARE)), bold=True)
    assert "\x1b[1m区长走访企业\x1b[0m" in shown
    assert "…\x1b[1m虎荣鑫\x1b[0m走访帝益肥,\x1b[1m虎荣鑫\x1b[0m座谈。…" in shown


def test_what_is_not_shown_is_counted() -> None:
    assert "另有 7 " in answer_text(answer(hit(MIDDLE, FULL), total=8), bold=False)
    assert "另有" not in answer_text(answer(hit(MIDDLE, FULL), total=1), bold=False)


def test_an_article_shows_the_fields_it_has() -> None:
    article = Article(
        "题 副", "副", ("甲",), ("乙", "丙"), (), "新华社", DATE, "第2版", ("一。", "二。")
    )
    assert article_text(article) == (
        "# 题 副\n副题：副\n记者：甲\n通讯员：乙 丙\n来源：新华社\n日期：2022-10-25\n版面：第2版\n"
        "\n一。\n二。"
    )
    assert article_text(Article("题", paragraphs=("一。",))) == "# 题\n\n一。"


def test_a_note_points_at_file_and_line() -> None:
    note = ReadingNote(7, NoteKind.DROPPED, "返回主页", Reason.NAVIGATION)
    assert note_line("a/A05.md", note) == "a/A05.md:7: 略去（翻页导航）：返回主页"
