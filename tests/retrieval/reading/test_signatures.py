"""Lines and paragraphs that sign a story."""

import pytest

from retrieval.reading.signatures import is_bare_name, is_bulleted_name, is_signed


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("增势赋能。记者 亓正", True),
        ("增势赋能。（记者 亓正）", True),
        ("增势赋能。（章珂 满大岭）", True),
        ("增势赋能。（完）", False),
        ("增势赋能。（东方财富）", False),
        ("增势赋能（章珂 满大岭）", False),
        ("增势赋能。", False),
    ],
)
def test_a_paragraph_is_signed_by_a_byline_or_by_names_in_brackets(
    text: str, *, signed: bool
) -> None:
    assert is_signed(text) is signed


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("□ 亓正", True),
        ("□五振川", True),
        ("● 青石网", True),
        ("□ 相关链接", False),
        ("● 高新区", False),
        ("□ 本报记者 亓正", False),
        ("亓正", False),
    ],
)
def test_a_bullet_may_stand_before_an_author_or_a_site(text: str, *, named: bool) -> None:
    assert is_bulleted_name(text) is named


def test_a_bare_name_is_one_known_name() -> None:
    assert is_bare_name("亓　正")
    assert not is_bare_name("亓正 仝文")
    assert not is_bare_name("五振川")
