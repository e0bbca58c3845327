"""What is sent, as files under the names by which its pages are known."""

import pytest

from bot.messages.catalogue import Texts
from bot.messages.texts import EN, HANT, ZH
from bot.services.uploads.files import PHOTO, SentFile, day_in, filed, is_photo, says_nothing
from bot.services.uploads.pasting import NAME


def names(*sent: str, day: str = "") -> list[str]:
    return [file.name for file in filed([SentFile(name, b"x") for name in sent], day)]


def test_a_file_keeps_its_name_and_its_bytes() -> None:
    (file,) = filed([SentFile("A01.pdf", b"%PDF")])
    assert (file.name, file.read()) == ("A01.pdf", b"%PDF")


def test_a_day_that_is_given_or_names_an_archive_is_a_folder() -> None:
    assert names("A01.md", day="2022-10-28") == ["2022-10-28/A01.md"]
    assert names("2022-10-27.zip") == ["2022-10-27"]
    assert names("2022-10-27.ZIP", day="2022-10-28") == ["2022-10-28"]
    assert names("备份 2022-10-27.zip") == ["备份 2022-10-27.zip"]


def test_no_two_files_have_one_name() -> None:
    assert names("a.jpg", "a.jpg", "b", "a.jpg", "b") == [
        *("a.jpg", "a(2).jpg", "b", "a(3).jpg", "b(2)")
    ]
    assert names("2022-10-27.zip", "2022-10-27.zip") == ["2022-10-27", "2022-10-27(2)"]


def test_a_name_that_can_not_be_written_is_made_one_that_can() -> None:
    assert names("a\ud800.md") == ["a?.md"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (" 2022-10-27 ", "2022-10-27"),
        ("2022年10月27日", "2022年10月27日"),
        ("20221027", "20221027"),
        ("2022-10-27 的报纸", ""),
        ("../2022-10-27", ""),
        ("", ""),
    ],
)
def test_a_day_is_a_day_and_nothing_else(text: str, day: str) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize("texts", [ZH, HANT, EN])
def test_a_photo_is_known_by_what_it_is_called_in_each_language(texts: Texts) -> None:
    assert is_photo(texts.uploads.photo)


def test_a_photo_has_no_name_of_its_own_and_no_other_file_is_one() -> None:
    photos = names(*[PHOTO] * 3, day="2022-10-27")
    assert all(map(is_photo, photos))
    assert all(map(says_nothing, (*photos, NAME)))
    assert not any(map(says_nothing, ("IMG_1.jpg", "照片墙.jpg", "照片.jpg/A01.md")))
