"""Posts: their titles, and how those who hold them are addressed."""

import pytest

from retrieval.names.posts import ADDRESSES, OFFICES, TITLES, addresses, title


@pytest.mark.parametrize(
    ("post", "expected"),
    [("二七区委副书记", "书记"), ("总工程师", "总工程师"), ("村民", "村民"), ("桥", None)],
)
def test_a_title_ends_a_post(post: str, expected: str | None) -> None:
    assert title(post) == expected


def test_a_deputy_is_addressed_without_it() -> None:
    assert addresses("区委副书记") == ("书记", "副书记")


def test_some_are_addressed_in_short() -> None:
    assert addresses("董事长") == ("董事长", "总")


def test_nobody_is_addressed_by_a_calling() -> None:
    assert addresses("村民") == ()


def test_longer_titles_come_first() -> None:
    sizes = list(map(len, TITLES))
    assert sizes == sorted(sizes, reverse=True)
    assert OFFICES < ADDRESSES < frozenset(TITLES)
