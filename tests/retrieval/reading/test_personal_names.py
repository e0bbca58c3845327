"""Where names end, and how far it is trusted that they are names."""

import pytest

from retrieval.reading.personal_names import opens_name, split


def names(run: str, *, sure: bool = False, bare: bool = False) -> list[str]:
    return [run[slice(*span)] for span in split(run, sure=sure, bare=bare)]


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("王正 李从周", ["王正", "李从周"]),
        ("王正李从周", ["王正", "李从周"]),
        ("亓学正 仝文", ["亓学正", "仝文"]),
        ("尉迟正东方和", ["尉迟正", "东方和"]),
        ("五振川", []),
        ("李和平去世", []),
        ("王平与", []),
        ("是彼得·梅尔", []),
        ("十九世纪·俄罗斯", []),
    ],
)
def test_known_surnames_take_any_given_name(run: str, expected: list[str]) -> None:
    assert names(run) == expected


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("五振川", ["五振川"]),
        ("李明五振川", ["李明", "五振川"]),
        ("果永毅 热依达", ["果永毅", "热依达"]),
        ("现场直击", []),
        ("走进社区", []),
        ("调查", []),
        ("从区里获悉", []),
        ("本报阿布扎比", []),
    ],
)
def test_an_unknown_surname_passes_only_where_a_name_has_to_stand(
    run: str, expected: list[str]
) -> None:
    assert names(run, sure=True) == expected


@pytest.mark.parametrize(
    "run", ["申元万国", "金水区", "万得资讯", "左一", "北京", "于北京", "安全第一"]
)
def test_firms_places_and_words_are_nobody_without_a_role(run: str) -> None:
    assert names(run, bare=True) == []


def test_a_stranger_without_a_role_stands_alone() -> None:
    assert names("逛正", sure=True, bare=True) == ["逛正"]
    assert names("专家观点", sure=True, bare=True) == []


def test_a_run_opens_with_a_known_surname_or_not() -> None:
    assert opens_name("欧阳静")
    assert opens_name("亓静")
    assert not opens_name("看世界")
    assert not opens_name("")
