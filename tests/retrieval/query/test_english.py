"""English questions are looked for by the words of print, and say by which."""

import re
from datetime import date

import pytest

from retrieval.analysis.normalise import HAN, compact_text
from retrieval.answer.answer import answer
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Band, Printing, RemarkKind, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.english_days import dated
from retrieval.query.english_words import ASKING, WORDINGS, forms, known_at
from retrieval.query.parse import parse
from retrieval.query.query import AnswerType, Query

TODAY = date(2023, 5, 18)
STORIES = (
    ("冰岛火山喷发", "5月17日，冰岛一座火山喷发，附近居民疏散，没有人员死亡。"),
    ("东郊图书馆开馆", "东郊图书馆5月20日上午开馆，投入8800万元，馆长李小平介绍，藏书12万册。"),
    ("央行下调利率", "5月16日，央行宣布降息，一年期利率下调0.1个百分点，银行贷款将便宜一些。"),
    ("新款SUV上市", "5月15日，一款SUV上市，名为Fast Fox，价格8万元。"),
)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    printed = (Printing(1, "报", None, None, 1),)
    stored = [
        StoredArticle(number, Article(title, paragraphs=(text,)), printed)
        for number, (title, text) in enumerate(STORIES, 1)
    ]
    return Snapshot.build(stored, Gazetteer())


def asked(question: str, snapshot: Snapshot) -> Query:
    return parse(question, snapshot, TODAY)


def test_every_english_word_is_a_plain_one_with_chinese_words_for_it() -> None:
    for english, wordings in WORDINGS.items():
        assert re.fullmatch(r"[a-z0-9&']+(?: [a-z0-9&']+)*", english), english
        assert wordings, english
        for one in wordings:
            assert compact_text(one) == one, english
            assert re.search(f"[{HAN}]", one) or one == english, english


def test_no_english_word_both_asks_and_is_looked_for() -> None:
    assert not set(ASKING) & set(WORDINGS)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("floods", "flood"),
        ("libraries", "library"),
        ("losses", "loss"),
        ("mayor's", "mayor"),
        ("evacuated", "evacuate"),
        ("stopped", "stop"),
        ("rising", "rise"),
        ("carried", "carry"),
    ],
)
def test_a_form_of_a_word_is_that_word(typed: str, word: str) -> None:
    assert word in forms(typed)


def test_the_longest_phrase_that_is_known_comes_first() -> None:
    assert known_at(["interest", "rate", "cuts"])[0] == ("interest", "rate", "cut")


def test_a_longer_phrase_that_is_not_in_print_leaves_the_shorter_one(snapshot: Snapshot) -> None:
    query = asked("interest rate hike", snapshot)  # 加息 is not printed, 利率 is
    assert [unit.typed for unit in query.units] == ["利率", "hike"]


def test_a_word_is_met_by_any_of_its_wordings_in_print(snapshot: Snapshot) -> None:
    (unit,) = asked("deaths", snapshot).units
    assert unit.wordings[0] == "死亡"
    (unit,) = asked("opening", snapshot).units
    assert unit.wordings[0] == "开馆"  # 开幕 is not in print


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Where did the volcano erupt?", "冰岛火山喷发"),
        ("when will the library open", "东郊图书馆开馆"),
        ("central bank cuts interest rates", "央行下调利率"),
    ],
)
def test_a_question_finds_its_story_and_says_by_which_words(
    snapshot: Snapshot, question: str, title: str
) -> None:
    given = answer(snapshot, question, today=TODAY)
    assert given.hits[0].citation.title == title
    (said,) = [one for one in given.remarks if one.kind is RemarkKind.LOOKED_FOR]
    assert re.search(f"[{HAN}]", said.values[0])


@pytest.mark.parametrize(
    ("question", "answer_type"),
    [
        ("when will the library open", AnswerType.TIME),
        ("who runs the library", AnswerType.PERSON),
        ("where is the volcano", AnswerType.PLACE),
        ("how many residents", AnswerType.NUMBER),
        ("how high is the volcano", AnswerType.MEASURE),
        ("how much did the library cost", AnswerType.MONEY),
        ("how much interest", AnswerType.MONEY),
        ("library", None),
    ],
)
def test_what_asks_says_what_an_answer_holds(
    snapshot: Snapshot, question: str, answer_type: AnswerType | None
) -> None:
    assert asked(question, snapshot).answer_type is answer_type


def test_how_much_of_a_thing_that_is_known_asks_for_a_number(snapshot: Snapshot) -> None:
    assert asked("how much damage", snapshot).answer_type is AnswerType.NUMBER


def test_what_is_not_printed_is_not_claimed(snapshot: Snapshot) -> None:
    for question in ("Tokyo volcano eruption death toll", "Who won the tennis final?"):
        assert answer(snapshot, question, today=TODAY).band is not Band.ANSWER


@pytest.mark.parametrize(
    "question",
    ["图书馆藏书多少册", "Fast Fox多少钱", "新款SUV open了吗", "The North Face价格"],
)
def test_words_of_a_chinese_question_stay_as_they_are(snapshot: Snapshot, question: str) -> None:
    query = asked(question, snapshot)
    latin = re.findall("[a-z]+", compact_text(question))
    assert [word for word in latin if word not in ASKING and word not in query.line] == []
    assert not {one for unit in query.units for one in unit.wordings} & {"快速", "狐狸", "开放"}


def test_a_line_of_pinyin_is_no_english(snapshot: Snapshot) -> None:
    assert "枪" not in asked("zheng zhou gun", snapshot).line
    assert asked("dong jiao men", snapshot).line.endswith("men")


def test_us_is_a_country_in_capitals_only() -> None:
    stored = StoredArticle(
        1,
        Article("美国加税", paragraphs=("美国宣布加征关税。",)),
        (Printing(1, "报", None, None, 1),),
    )
    snapshot = Snapshot.build([stored], Gazetteer())
    assert "美国" in parse("tariffs of the US", snapshot, TODAY).line
    assert "美国" in parse("U.S. tariffs", snapshot, TODAY).line
    assert "美国" not in parse("tell us about tariffs", snapshot, TODAY).line


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("october 25, 2025", "2025年10月25日"),
        ("25th of october", "10月25日"),
        ("oct 3", "10月3日"),
        ("floods in may", "floods 5月,"),
        ("january to september", "1月, to 9月,"),
        ("that may be", "that may be"),
        ("in 2022", "2022年"),
        ("88 million euros", "8800万 euros"),
        ("1.5 billion", "15亿"),
        ("2 thousand", "2000"),
        ("5 percent", "5%"),
    ],
)
def test_days_and_large_numbers_are_as_chinese_writes_them(line: str, said: str) -> None:
    assert " ".join(dated(line).split()) == said
