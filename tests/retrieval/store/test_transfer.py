import json
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.archive import Archive
from retrieval.errors import ExportRefused
from retrieval.model import Article, Bulletin, Evidence, PrintedDate
from retrieval.store.adding import IncomingPage, add_page, withdraw_page
from retrieval.store.database import Database
from retrieval.store.jsonl import PAGE, PRINTING, Header, row_of
from retrieval.store.transfer import export_lines, import_lines
from tests.examples import examples

NOW = datetime(2022, 10, 27, 8, 30, tzinfo=UTC)
DERIVED = (
    "page_line",
    "page",
    "article",
    "moved_article",
    "gone_article",
    "printing",
    "sketch",
    "name",
)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]) | st.sampled_from("二七区\n\u2028\0"),
    min_size=1,
    max_size=30,
)
DATES = st.none() | st.builds(
    PrintedDate,
    st.integers(1, 12),
    st.integers(1, 28),
    st.sampled_from(Evidence),
    st.just(2022),
    st.sampled_from(Evidence),
)
ARTICLES = st.builds(
    Article,
    title=TEXTS,
    subtitle=st.none() | TEXTS,
    reporters=st.lists(TEXTS, max_size=2).map(tuple),
    source=st.none() | TEXTS,
    date=DATES,
    page=st.none() | TEXTS,
    paragraphs=st.lists(TEXTS, max_size=3).map(tuple),
)
PAGES = st.builds(
    Bulletin,
    TEXTS,
    DATES,
    st.none() | st.sampled_from(["A01", "第二版"]),
    st.lists(ARTICLES, min_size=1, max_size=3).map(tuple),
)

STORY = "# {title}\n\n本报讯 区长王建国昨天谈{title}，{title}的事办得{more}。\n\n记者 景静\n"


def page(*titles: str, more: str = "很好") -> bytes:
    return "\n".join(STORY.format(title=title, more=more * 9) for title in titles).encode()


async def exported(database: Database) -> list[bytes]:
    async with database.reading() as view:
        return [line async for line in export_lines(view)]


async def imported(database: Database, lines: Sequence[bytes]) -> None:
    async with database.transaction() as transaction:
        await import_lines(transaction, lines)


async def rows(database: Database, table: str) -> list[tuple[object, ...]]:
    async with database.reading() as view:
        found = await view.fetch_all(f"SELECT * FROM {table}")  # noqa: S608 (ours)
        columns = [
            name
            for (name,) in await view.fetch_all("SELECT name FROM pragma_table_info(?)", (table,))
        ]
    kept = [at for at, name in enumerate(columns) if name not in ("revision", "digest")]
    return sorted((tuple(row[at] for at in kept) for row in found), key=repr)


async def filled(path: Path) -> list[bytes]:
    """Return an export: a correction, a story that is printed twice, one that was withdrawn."""
    async with Archive.open(path) as archive:
        await archive.add_page(page("樱桃沟修路", "面条厂增产"), "2022-10-27/A05.md")
        await archive.add_page(page("樱桃沟修路", "面条厂减产"), "2022-10-27/A05.md")
        await archive.add_page(page("城市书房开放"), "2022-10-28/A01.md")
        last = await archive.add_page(page("河堤加固"), "2022-10-29/A01.md")
        await archive.withdraw_page(last.page_id)
        return [line async for line in archive.export()]


async def test_an_import_holds_what_the_export_was_made_of(tmp_path: Path) -> None:
    lines = await filled(tmp_path / "a.db")
    async with (
        Database.open(tmp_path / "a.db") as one,
        Database.open(tmp_path / "b.db") as other,
    ):
        await imported(other, lines)
        assert await exported(other) == lines
        for table in DERIVED:
            assert await rows(other, table) == await rows(one, table), table


async def test_an_import_answers_alike_and_gives_no_id_again(tmp_path: Path) -> None:
    lines = await filled(tmp_path / "a.db")
    async with Database.open(tmp_path / "b.db") as database:
        await imported(database, lines)
    async with Archive.open(tmp_path / "a.db") as one, Archive.open(tmp_path / "b.db") as other:
        for question in ("樱桃沟", "面条厂怎么了", "王区长说了什么", "景静写了什么", "河堤"):
            assert await other.ask(question) == await one.ask(question)
        added = [
            await one.add_page(page("新事"), "x.md"),
            await other.add_page(page("新事"), "x.md"),
        ]
        assert added[0] == added[1]


@settings(max_examples=examples(25))
@given(st.lists(PAGES, max_size=4), st.sets(st.integers(1, 4), max_size=2))
async def test_whatever_was_printed_comes_back(
    bulletins: list[Bulletin], withdrawn: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with (
            Database.open(Path(folder) / "a.db") as one,
            Database.open(Path(folder) / "b.db") as other,
        ):
            async with one.transaction() as transaction:
                for number, bulletin in enumerate(bulletins):
                    incoming = IncomingPage.of(bulletin, f"{number}.md")
                    await add_page(transaction, incoming, NOW)
                for number in withdrawn:
                    await withdraw_page(transaction, number)
            lines = await exported(one)
            await imported(other, lines)
            assert await exported(other) == lines
            for table in DERIVED:
                assert await rows(other, table) == await rows(one, table), table


async def test_an_empty_archive_is_a_header_that_comes_back(tmp_path: Path) -> None:
    async with (
        Database.open(tmp_path / "a.db") as one,
        Database.open(tmp_path / "b.db") as other,
    ):
        lines = await exported(one)
        await imported(other, lines)
        assert len(lines) == 1
        assert await exported(other) == lines


async def test_an_archive_that_is_not_empty_takes_nothing_in(tmp_path: Path) -> None:
    lines = await filled(tmp_path / "a.db")
    async with Database.open(tmp_path / "a.db") as database:
        with pytest.raises(ExportRefused, match="not empty"):
            await imported(database, lines)
        assert await exported(database) == lines


def other_value(line: bytes, **values: object) -> bytes:
    [(kind, row)] = json.loads(line).items()
    return json.dumps({kind: row | values}).encode()


@pytest.mark.parametrize(
    "harm",
    [
        lambda line: line[:20],
        lambda _: b"",
        lambda _: b"\xff\xfe",
        lambda _: b"[" * 100_000,
        lambda _: b'{"cat": {}}',
        lambda _: b'{"page": {"id": 1}}',
        lambda line: other_value(line, id="1"),
        lambda line: other_value(line, id=1 << 70),
        lambda line: other_value(line, bulletin="\ud800"),
        lambda line: other_value(line, month=13),
        lambda line: other_value(line, day_from="hearsay"),
        lambda line: other_value(line, more=1),
    ],
)
async def test_a_damaged_line_is_named_by_its_number_and_nothing_comes_in(
    harm: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    lines = await filled(tmp_path / "a.db")
    lines[1] = harm(lines[1])
    async with Database.open(tmp_path / "b.db") as database:
        with pytest.raises(ExportRefused, match="nothing was imported") as refused:
            await imported(database, lines)
        assert "line 2:" in str(refused.value)
        assert len(await exported(database)) == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"id": "1"},
            r"id 的值不对 \(a wrong value of id: \$\.page\.id: Expected `int`, got `str`",
        ),
        ({"id": 1 << 63}, r"a wrong value of id: \$\.page\.id"),
        ({"bulletin": None}, r"a wrong value of bulletin: \$\.page\.bulletin: Expected `str`"),
        ({"bulletin_printed": 1}, "a wrong value of bulletin_printed: "),
        ({"day_from": "hearsay"}, r"\$\.page\.day_from: Invalid enum value 'hearsay'"),
        ({"more": 1}, r"page 的栏目不对 \(a page has id, file, .*unknown field `more`"),
    ],
)
def test_a_wrong_value_is_named_by_its_path(values: dict[str, object], words: str) -> None:
    row = {
        "id": 1,
        "file": "a.md",
        "bulletin": "a",
        "bulletin_printed": False,
        "label": None,
        **dict.fromkeys(("year", "month", "day", "day_from", "year_from")),
        "added_at": "2022-10-27T08:30:00+00:00",
    }
    assert row_of(json.dumps({"page": row}).encode())[0] is PAGE
    with pytest.raises(ValueError, match=words):
        row_of(json.dumps({"page": row | values}).encode())


def test_lines_are_written_as_ever() -> None:
    day = 2022, 10, 27, "page", "path"
    assert (
        PAGE.encode((1, "a.md", "二七", 1, None, *day, "2022-10-27T08:30:00+00:00", None, 1))
        == (
            '{"page": {"id": 1, "file": "a.md", "bulletin": "二七", "bulletin_printed": true,'
            ' "label": null, "year": 2022, "month": 10, "day": 27, "day_from": "page",'
            ' "year_from": "path", "added_at": "2022-10-27T08:30:00+00:00",'
            ' "section": null, "held": true}}\n'
        ).encode()
    )
    texts = '["景静"]', "[]", "[]"
    assert (
        PRINTING.encode((4, 1, 0, 9, "甲", None, *texts, None, "A01", '["乙"]', *day))
        == (
            '{"printing": {"id": 4, "page_id": 1, "position": 0, "article_id": 9, "title": "甲",'
            ' "subtitle": null, "reporters": ["景静"], "correspondents": [], "photographers": [],'
            ' "source": null, "label": "A01", "paragraphs": ["乙"], "year": 2022, "month": 10,'
            ' "day": 27, "day_from": "page", "year_from": "path"}}\n'
        ).encode()
    )
    assert Header({"page": 1}, 2, 3).encode() == (
        b'{"format": "bulletin-archive", "version": 1, "page": 1, "last_page": 2,'
        b' "last_article": 3}\n'
    )


def test_a_wrong_text_of_a_list_is_named_by_its_place() -> None:
    row = {
        "id": 1,
        "page_id": 1,
        "position": 0,
        "article_id": 1,
        "title": "甲",
        "reporters": [],
        "correspondents": [],
        "photographers": [],
        "paragraphs": ["一", 2],
        **dict.fromkeys(("subtitle", "source", "label")),
        **dict.fromkeys(("year", "month", "day", "day_from", "year_from")),
    }
    with pytest.raises(ValueError, match=r"\$\.printing\.paragraphs\[1\]: Expected `str`"):
        row_of(json.dumps({"printing": row}).encode())


async def test_several_damaged_lines_are_named_together(tmp_path: Path) -> None:
    lines = await filled(tmp_path / "a.db")
    lines[2] = lines[4] = b"{"
    async with Database.open(tmp_path / "b.db") as database:
        with pytest.raises(ExportRefused, match=r"(?s)line 3:.*line 5:"):
            await imported(database, lines)


async def test_a_file_that_ends_too_early_is_refused(tmp_path: Path) -> None:
    lines = await filled(tmp_path / "a.db")
    async with Database.open(tmp_path / "b.db") as database:
        with pytest.raises(ExportRefused, match="not whole"):
            await imported(database, lines[:-1])
        assert len(await exported(database)) == 1


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (None, "not a whole line"),
        (b"1", "no export"),
        (b'{"format": "bulletin-archive", "version": 2}', "version 2; this program reads"),
        (b'{"format": "bulletin-archive", "version": 1}', "wrong value of page"),
    ],
)
async def test_what_is_no_export_of_this_version_is_refused(
    header: bytes | None, message: str, tmp_path: Path
) -> None:
    async with Database.open(tmp_path / "b.db") as database:
        with pytest.raises(ExportRefused, match=message):
            await imported(database, [] if header is None else [header])


async def test_an_article_that_no_page_prints_is_refused(tmp_path: Path) -> None:
    header = (
        b'{"format": "bulletin-archive", "version": 1, "page": 0, "article": 1, "moved": 0,'
        b' "gone": 0, "printing": 0, "correction": 0, "last_page": 0, "last_article": 1}'
    )
    article = b'{"article": {"id": 1, "first_added_at": "2022-10-27T08:00:00+00:00"}}'
    async with Database.open(tmp_path / "b.db") as database:
        with pytest.raises(ExportRefused, match="no printing of article 1"):
            await imported(database, [header, article])


async def test_an_export_of_a_version_that_kept_no_texts_is_taken_in(tmp_path: Path) -> None:
    header, *lines = await filled(tmp_path / "a.db")
    former = json.loads(header)
    assert former.pop("source") == 2
    kept = [line for line in lines if not line.startswith(b'{"source"')]
    assert len(kept) == len(lines) - 2
    async with Database.open(tmp_path / "b.db") as database:
        await imported(database, [json.dumps(former).encode(), *kept])
        assert (await exported(database))[1:] == kept
