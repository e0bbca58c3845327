import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from retrieval.archive import Archive, serving
from retrieval.index import folder
from retrieval.model import Answer

STORY = "# {title}\n\n本报讯 {title}的消息，昨天传遍了二七区。{more}\n\n记者 景静"


def page(*titles: str) -> bytes:
    return "\n\n".join(
        STORY.format(title=title, more=f"{title}说明了详情。" * 3) for title in titles
    ).encode()


def titles(answer: Answer) -> list[str]:
    return [hit.citation.title for hit in answer.hits]


@pytest.fixture(autouse=True)
def worth_saving(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "WORTH_SAVING", 1)


async def fill(path: Path, pages: Iterable[tuple[str, bytes]]) -> None:
    async with Archive.open(path) as archive:
        for name, data in pages:
            await archive.add_page(data, name)


async def found(path: Path, question: str) -> list[str]:
    async with Archive.open(path) as archive:
        return titles(await archive.ask(question))


PAGES = [
    ("2022-10-27/A05.md", page("樱桃沟修路", "面条厂增产")),
    ("2022-10-28/A05.md", page("城市书房开放")),
]


def index_of(path: Path) -> Path:
    return path.with_name(path.name + "-index")


async def test_an_index_on_disk_serves_without_the_articles_being_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "archive.db"
    await fill(path, PAGES)
    assert await found(path, "樱桃沟") == ["樱桃沟修路"]

    def never(*_: object) -> None:
        raise AssertionError("an article was indexed again")

    monkeypatch.setattr(serving, "_lot", never)
    assert await found(path, "樱桃沟") == ["樱桃沟修路"]


async def test_what_came_after_the_index_was_written_is_found(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    await fill(path, PAGES[:1])
    await found(path, "樱桃沟")
    await fill(path, PAGES[1:])
    assert await found(path, "书房") == ["城市书房开放"]
    assert await found(path, "面条厂") == ["面条厂增产"]


async def test_a_corrected_page_takes_the_place_of_what_the_index_had(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    await fill(path, PAGES)
    await found(path, "樱桃沟")
    await fill(path, [("2022-10-27/A05.md", page("面条厂减产"))])
    async with Archive.open(path) as archive:
        assert titles(await archive.search("樱桃沟")) == []
        assert titles(await archive.search("面条厂")) == ["面条厂减产"]


@pytest.mark.parametrize("harm", ["cut", "changed", "gone", "half"])
async def test_a_damaged_index_is_made_again(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "archive.db"
    await fill(path, PAGES)
    await found(path, "樱桃沟")
    files = sorted(index_of(path).rglob("*.npy"), key=lambda file: file.stat().st_size)
    whole = files[-1].read_bytes()
    match harm:
        case "cut":
            files[-1].write_bytes(whole[:-4])
        case "changed":
            files[-1].write_bytes(whole[:-4] + b"\xff\xff\xff\xff")
        case "gone":
            files[-1].unlink()
        case _:
            manifest = index_of(path) / "manifest.json"
            manifest.write_bytes(manifest.read_bytes()[:40])
    assert await found(path, "樱桃沟") == ["樱桃沟修路"]


@pytest.mark.parametrize("harm", ["ones", "noise"])
async def test_any_file_of_a_large_index_may_be_damaged_and_questions_are_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    """A large one is opened without its checksums; its sizes are right."""
    monkeypatch.setattr(folder, "_AT_ONCE", -1)
    path = tmp_path / "archive.db"
    await fill(path, PAGES)
    assert await found(path, "樱桃沟") == ["樱桃沟修路"]
    names = sorted(one.name for one in index_of(path).rglob("*.npy"))
    assert len(set(names)) > 40
    for name in set(names):
        for file in list(index_of(path).rglob(name)):
            file.write_bytes(harmed(file.read_bytes(), harm))
        async with Archive.open(path) as archive:
            await archive.latest()
            await archive.ask("樱桃沟")
            await archive.search("书房")
            await archive.warm_up()
            assert titles(await archive.ask("樱桃沟")) == ["樱桃沟修路"], name
            assert titles(await archive.search("书房")) == ["城市书房开放"], name


def harmed(data: bytes, how: str) -> bytes:
    """Return a file of the same size and with the same header, its array spoilt."""
    head, body = data[:128], data[128:]
    noise = (b"\xa7\x03\x91\x5e\x2c\xf8\x77" * (len(body) // 7 + 1))[: len(body)]
    spoilt = {
        "ones": b"\xff" * len(body),
        "noise": noise,
    }
    return head + spoilt[how]


async def test_an_index_damaged_while_it_is_served_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    await fill(path, PAGES)
    async with Archive.open(path) as archive:
        assert titles(await archive.ask("樱桃沟")) == ["樱桃沟修路"]
        records = next(index_of(path).rglob("records.npy"))
        records.unlink()
        records.write_bytes(b"")
        await archive.warm_up()
        assert titles(await archive.ask("樱桃沟")) == ["樱桃沟修路"]
    assert next(index_of(path).rglob("records.npy")).stat().st_size > 0


async def test_the_index_of_another_database_is_not_taken_for_ones_own(tmp_path: Path) -> None:
    path, other = tmp_path / "archive.db", tmp_path / "other.db"
    await fill(path, PAGES[:1])
    await fill(other, PAGES[1:])
    await found(path, "樱桃沟")
    shutil.copytree(index_of(path), index_of(other))
    assert await found(other, "书房") == ["城市书房开放"]


async def test_many_articles_are_indexed_by_workers_as_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "archive.db"
    await fill(path, PAGES)
    monkeypatch.setattr("retrieval.store.changes.LOT", 1)
    monkeypatch.setattr(serving, "LOT", 1)
    async with Archive.open(path) as archive:
        assert titles(await archive.search("二七区")) == [
            "樱桃沟修路",
            "面条厂增产",
            "城市书房开放",
        ]
        answer = await archive.by_reporter("景静")
        assert sorted(titles(answer)) == ["城市书房开放", "樱桃沟修路", "面条厂增产"]
