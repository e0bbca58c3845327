"""Pictures of pages to their text, a page each."""

from hashlib import sha256

import pytest

from retrieval.errors import PageRefused
from retrieval.formats.order.printed import PrintedPage, PrintedPiece
from retrieval.formats.pictures.pages import picture_pages
from retrieval.formats.pictures.word_reader import WordReader
from retrieval.model.files import Bounds
from retrieval.model.page_text import Box, PageText


def page(*texts: str, sureness: float = 0.95) -> PrintedPage:
    pieces = tuple(
        PrintedPiece(text, Box(50, 100 + 40 * row, 50 + 20 * len(text), 120 + 40 * row), 20)
        for row, text in enumerate(texts)
    )
    return PrintedPage(
        600, 800, tuple(PrintedPiece(p.text, p.box, p.size, sureness=sureness) for p in pieces)
    )


class Told(WordReader):
    """Answers with what it was told, by the number of the picture."""

    def __init__(self, *answers: PrintedPage | PageRefused) -> None:
        super().__init__(Bounds())
        self._told = answers
        self.read_names: list[str] = []

    def frames(self, picture: bytes, name: str) -> tuple[int, ...]:
        if picture == b"damaged":
            raise PageRefused(name, "damaged")
        return tuple(range(len(self._told)))

    def read(self, picture: bytes, name: str, frame: int = 0) -> PrintedPage:  # noqa: ARG002 (the same words for all)
        self.read_names.append(name)
        answer = self._told[frame]
        if isinstance(answer, PageRefused):
            raise answer
        return answer


STORY = page("老渡口的钟楼在昨天修好了", "昨天上午渡口边的钟楼敲响")


def pages(words: WordReader, data: bytes = b"x", most: int = 9) -> list[PageText | PageRefused]:
    return list(picture_pages(data, "a.tif", Bounds(pages=most), words))


def test_a_picture_is_a_page_by_its_own_name() -> None:
    (found,) = pages(Told(STORY))

    assert isinstance(found, PageText)
    assert found.name == "a.tif"
    assert "老渡口的钟楼" in found.text
    assert found.digest == sha256(b"x").digest()
    assert found.layout.image == "a.tif"
    assert found.layout.size == (600, 800)


def test_the_pages_of_a_file_are_numbered_from_the_second() -> None:
    words = Told(STORY, STORY, STORY)

    found = pages(words)

    assert [one.name for one in found] == ["a.tif", "a.tif#2", "a.tif#3"]
    assert words.read_names == ["a.tif", "a.tif#2", "a.tif#3"]
    assert len({one.digest for one in found if isinstance(one, PageText)}) == 3


def test_a_page_that_is_refused_does_not_keep_the_next_from_being_read() -> None:
    found = pages(Told(STORY, PageRefused("a.tif#2", "too long"), STORY))

    assert [type(one) for one in found] == [PageText, PageRefused, PageText]


def test_a_damaged_file_is_one_refusal() -> None:
    (found,) = pages(Told(STORY, STORY), b"damaged")

    assert isinstance(found, PageRefused)
    assert found.reason == "damaged"


def test_pages_beyond_the_bound_are_told_of_and_not_read() -> None:
    words = Told(STORY, STORY, STORY)

    found = pages(words, most=2)

    assert words.read_names == ["a.tif", "a.tif#2"]
    assert isinstance(found[-1], PageRefused)
    assert "最多 2 版" in found[-1].reason


@pytest.mark.parametrize(
    "printed",
    [
        page(),
        page("出口", "3号"),
        page("钅叵乇丷亅彐乜彡夂宀亠冂", sureness=0.3),
        page("— — — · · · · · · · · · ·"),
    ],
)
def test_a_photo_without_a_story_is_refused(printed: PrintedPage) -> None:
    (found,) = pages(Told(printed))

    assert isinstance(found, PageRefused)
    assert "没有认出文字" in found.reason
