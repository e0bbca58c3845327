from dataclasses import fields, is_dataclass
from string import Formatter

import pytest

from bot.messages.catalogue import Texts
from bot.messages.remarks import note, remark_text
from bot.messages.texts import EN, ZH, texts_for
from bot.uploads.model import Refusal
from retrieval.model import Answer, AnswerKind, NoteKind, Reason, Remark, RemarkKind


def flat(texts: object, at: str = "") -> dict[str, str]:
    if isinstance(texts, str):
        return {at: texts}
    if is_dataclass(texts):
        inner = {field.name: getattr(texts, field.name) for field in fields(texts)}
    else:
        assert isinstance(texts, dict)
        inner = texts
    return {
        key: text
        for name, value in inner.items()
        for key, text in flat(value, f"{at}.{name}").items()
    }


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("texts", [ZH, EN], ids=["zh", "en"])
def test_every_remark_has_its_words(texts: object) -> None:
    assert set(getattr(texts, "remarks")) == set(RemarkKind)  # noqa: B009


@pytest.mark.parametrize("texts", [ZH, EN], ids=["zh", "en"])
def test_every_reason_and_refusal_has_its_words(texts: Texts) -> None:
    assert set(texts.uploads.reasons) == set(Reason)
    assert set(texts.uploads.notes) == set(NoteKind)
    assert set(texts.uploads.why) == set(Refusal)


def test_both_languages_fill_in_the_same_values() -> None:
    chinese, english = flat(ZH), flat(EN)
    assert chinese.keys() == english.keys()
    for name, text in chinese.items():
        assert text.strip(), name
        assert english[name].strip(), name
        assert blanks(text) == blanks(english[name]), name


@pytest.mark.parametrize("texts", [ZH, EN], ids=["zh", "en"])
def test_menu_lines_fit_telegram(texts: object) -> None:
    for name, text in flat(texts).items():
        if name.startswith(".commands."):
            assert 1 <= len(text) <= 256


@pytest.mark.parametrize(
    ("code", "texts"),
    [("zh-hans", ZH), ("zh", ZH), (None, ZH), ("", ZH), ("ja", ZH), ("en", EN), ("EN-gb", EN)],
)
def test_english_speakers_get_english_and_all_others_chinese(
    code: str | None, texts: object
) -> None:
    assert texts_for(code) is texts


def test_a_remark_fills_in_its_values() -> None:
    text = remark_text(Remark(RemarkKind.SPELLING, ("汤小义", "汤晓义")))
    assert text == "没有找到“汤小义”，按“汤晓义”找的。"


def test_values_with_braces_are_taken_as_they_are() -> None:
    assert "{0}{x}" in remark_text(Remark(RemarkKind.ALIAS, ("{0}{x}", "甲")))


def test_a_note_is_the_remarks_a_line_each() -> None:
    remarks = (Remark(RemarkKind.GREETING), Remark(RemarkKind.ABOUT))
    assert note(Answer("你好", AnswerKind.COURTESY, remarks=remarks)).count("\n") == 1
    assert note(Answer("x", AnswerKind.PASSAGES)) == ""
