"""What a saved search would have told of in the days up to the newest story."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from retrieval.answer.recent import Recent, recent
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Evidence, PrintedDate, Printing, Remark, RemarkKind
from retrieval.model import StoredArticle as Stored
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.filter.filter import Filter

NEWEST = date(2024, 3, 2)


def printed(day: date | None, *, year: bool = True) -> PrintedDate | None:
    if day is None:
        return None
    if not year:
        return PrintedDate(day.month, day.day, Evidence.TEXT)
    return PrintedDate(day.month, day.day, Evidence.TEXT, day.year, Evidence.PAGE)


def story(
    number: int, text: str, ago: int | None, *, issued: int | None = None, year: bool = True
) -> Stored:
    told = printed(None if ago is None else NEWEST - timedelta(ago), year=year)
    issue = printed(None if issued is None else NEWEST - timedelta(issued))
    article = Article(f"第{number}篇", date=told, paragraphs=(text,))
    return Stored(number, article, (Printing(number, "日报", issue, None, 0),))


def built(*stories: Stored) -> Snapshot:
    return Snapshot.build(
        stories, Gazetteer.of(n for one in stories for n in extract_names(one.article))
    )


def of(snapshot: Snapshot, query: str | None, *, days: int = 30, most: int = 3) -> Recent:
    return recent(
        snapshot, None if query is None else Filter.parse(query), days=days, most=most, today=NEWEST
    )


def test_counts_the_days_up_to_the_newest_story_and_cites_the_latest() -> None:
    archive = built(
        story(1, "石桥开工", 30),
        story(2, "石桥合龙", 29),
        story(3, "公园开放", 0),
        story(4, "石桥通车", 1),
        story(5, "石桥测试", 2),
    )
    got = of(archive, "石桥", most=2)
    assert (got.count, got.undated) == (3, 0)
    assert [cited.article_id for cited in got.latest] == [4, 5]


def test_a_story_without_a_day_has_its_issues() -> None:
    archive = built(story(1, "石桥开工", None, issued=40), story(2, "石桥合龙", None, issued=0))
    assert [cited.article_id for cited in of(archive, "石桥").latest] == [2]


def test_what_has_no_day_or_no_year_counts_apart_and_is_cited_where_nothing_else_is() -> None:
    undated = story(1, "石桥开工", None), story(2, "石桥合龙", 5, year=False)
    got = of(built(*undated, story(3, "公园开放", 0)), "石桥")
    assert (got.count, got.undated) == (0, 2)
    assert {cited.article_id for cited in got.latest} == {1, 2}
    got = of(built(*undated, story(3, "石桥通车", 0)), "石桥")
    assert (got.count, got.undated) == (1, 2)
    assert [cited.article_id for cited in got.latest] == [3]


def test_everything_is_every_story_of_these_days() -> None:
    got = of(built(story(1, "石桥开工", 3), story(2, "公园开放", 0), story(3, "旧闻", 99)), None)
    assert got.count == 2


def test_aliases_are_told() -> None:
    archive = built(story(1, "3月18日,县委书记欧阳建国到石门水库督导。", 0))
    got = of(archive, "欧阳书记")
    assert got.count == 1
    assert got.aliases == (Remark(RemarkKind.ALIAS, ("欧阳书记", "欧阳建国")),)


def test_an_empty_archive_has_nothing() -> None:
    assert of(built(), "石桥") == Recent(30, 0, 0)
    assert of(built(), None) == Recent(30, 0, 0)


@given(st.lists(st.none() | st.integers(0, 60), max_size=8), st.integers(1, 40))
def test_counts_what_the_filter_lets_pass_in_these_days(agos: list[int | None], days: int) -> None:
    stories = [story(at, "石桥" if at % 2 else "公园", ago) for at, ago in enumerate(agos, 1)]
    got = of(built(*stories), "石桥", days=days, most=99)
    known = [ago for ago in agos if ago is not None]
    mine = agos[::2]
    assert got.count == sum(ago is not None and ago - min(known) < days for ago in mine)
    assert got.undated == sum(ago is None for ago in mine)
    assert len(got.latest) == (got.count or got.undated)
