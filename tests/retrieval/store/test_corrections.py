"""Corrections are kept apart from what is printed, are found, and outlast the page's return."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown, ParagraphChanged
from retrieval.model import RemarkKind
from retrieval.store.corrections import Correction, corrected
from retrieval.store.transaction import Transaction

WRONG = "区委书记程万星说，食品厂要管好安全。"
RIGHT = "区委书记程万里说，食品厂要管好安全。"
PAGE = f"# 程万里走访食品厂\n\n本报讯 5月18日，走访开始。\n\n{WRONG}\n\n记者 陆知行\n".encode()
NAME = "2023-05-18/A01.md"


@pytest.fixture
async def archive(tmp_path: Path) -> AsyncIterator[Archive]:
    async with Archive.open(tmp_path / "a.db") as opened:
        await opened.add_page(PAGE, NAME)
        yield opened


async def read(archive: Archive, article_id: int = 1) -> str:
    return (await archive.article(article_id)).article.body


async def test_the_right_words_stand_before_those_that_were_printed(archive: Archive) -> None:
    await archive.correct(1, WRONG, RIGHT)
    assert f"{RIGHT}（更正：原印“书记程万星说，食品”）" in (await read(archive)).split("\n")


async def test_searches_find_the_right_words(archive: Archive) -> None:
    before = await archive.search('"程万里说"')
    assert any(remark.kind is RemarkKind.NO_WORD for remark in before.remarks)
    await archive.correct(1, WRONG, RIGHT)
    found = await archive.search('"程万里说"')
    assert found.remarks == ()
    assert RIGHT in found.hits[0].passage.text


async def test_it_outlasts_the_pages_return_and_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    async with Archive.open(path) as archive:
        await archive.add_page(PAGE, NAME)
        await archive.correct(1, WRONG, RIGHT)
        await archive.add_page(PAGE + "\n# 又一篇\n\n本报讯 桥修好了。\n".encode(), NAME)
        assert RIGHT in await read(archive)
    async with Archive.open(path) as archive:
        assert RIGHT in await read(archive)


async def test_what_was_corrected_can_be_again_and_undone(archive: Archive) -> None:
    await archive.correct(1, WRONG, RIGHT)
    now = next(line for line in (await read(archive)).split("\n") if RIGHT in line)
    await archive.correct(1, now, RIGHT.replace("食品厂", "食品企业"))
    assert "食品企业" in await read(archive)
    await archive.correct(1, WRONG, WRONG)
    assert WRONG in (await read(archive)).split("\n")


class Kept:
    """What was recorded of corrections, as it is stored."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    async def __call__(self, _: Transaction, correction: Correction) -> None:
        self.texts.append(correction.text)

    @property
    def last(self) -> Correction:
        return Correction.of_text(self.texts[-1])


async def test_a_correction_is_undone(archive: Archive) -> None:
    before, kept = await read(archive), Kept()
    await archive.correct(1, WRONG, RIGHT, record=kept)
    await archive.undo_correction(kept.last, kept)
    assert await read(archive) == before
    assert any(
        remark.kind is RemarkKind.NO_WORD for remark in (await archive.search('"程万里说"')).remarks
    )
    with pytest.raises(ParagraphChanged):
        await archive.undo_correction(kept.last, kept)


async def test_corrections_are_undone_one_after_the_other_the_last_first(archive: Archive) -> None:
    before, kept = await read(archive), Kept()
    await archive.correct(1, WRONG, RIGHT, record=kept)
    first, once = kept.last, await read(archive)
    await archive.correct(1, WRONG, RIGHT.replace("食品厂", "食品企业"), record=kept)
    with pytest.raises(ParagraphChanged):
        await archive.undo_correction(first, kept)
    await archive.undo_correction(kept.last, kept)
    assert await read(archive) == once
    await archive.undo_correction(first, kept)
    assert await read(archive) == before


async def test_what_a_record_raises_undoes_the_correction(archive: Archive) -> None:
    before = await read(archive)

    async def refuse(_: Transaction, correction: Correction) -> None:
        assert correction.before == WRONG
        raise ParagraphChanged

    with pytest.raises(ParagraphChanged):
        await archive.correct(1, WRONG, RIGHT, record=refuse)
    assert await read(archive) == before


async def test_paragraphs_are_known_as_printed_and_as_they_should_read(archive: Archive) -> None:
    await archive.correct(1, WRONG, RIGHT)
    paragraphs = await archive.paragraphs(1)
    assert [one.printed for one in paragraphs] == ["本报讯 5月18日，走访开始。", WRONG]
    assert [one.text for one in paragraphs] == ["本报讯 5月18日，走访开始。", RIGHT]
    assert "\n".join(one.shown for one in paragraphs) == await read(archive)


async def test_a_paragraph_that_is_not_there_is_not_corrected(archive: Archive) -> None:
    before = await read(archive)
    for article_id, shown in ((1, "别的话。"), (99, WRONG)):
        with pytest.raises(ArticleUnknown):
            await archive.correct(article_id, shown, RIGHT)
    assert await read(archive) == before


async def test_it_goes_along_in_an_export(archive: Archive, tmp_path: Path) -> None:
    await archive.correct(1, WRONG, RIGHT)
    lines = [line async for line in archive.export()]
    async with Archive.open(tmp_path / "b.db") as other:
        await other.import_(lines)
        assert await read(other) == await read(archive)


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_right_text_comes_first_and_nothing_is_added_where_it_is_the_same(
    printed: str, text: str
) -> None:
    shown = corrected(printed, text)
    assert shown.startswith(text)
    assert (shown == text) is (printed == text)


def test_the_printed_words_are_shown_with_what_stands_beside_them() -> None:
    assert corrected(WRONG, RIGHT) == f"{RIGHT}（更正：原印“书记程万星说，食品”）"
