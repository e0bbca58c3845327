"""Patterns that are compiled late: they are right, and do what compiled ones do."""

import importlib
import re

import pytest

from retrieval.compiled import late
from retrieval.compiled.patterns import Late
from tests.house import modules

PLACES = [
    name
    for name, _ in modules()
    if name.startswith("retrieval.") and not name.startswith("retrieval.evaluation")
]


def test_a_late_pattern_does_what_a_compiled_one_does() -> None:
    pattern = late("(?P<first>a)B", re.IGNORECASE)
    assert pattern.sub("x", "ab AB b") == "x x b"
    assert [found["first"] for found in pattern.finditer("abAB")] == ["a", "A"]
    assert pattern.pattern == "(?P<first>a)B"
    assert dict(pattern.groupindex) == {"first": 1}


def test_a_wrong_pattern_fails_where_it_is_used() -> None:
    pattern = late("(")
    with pytest.raises(re.error):
        pattern.search("a")
    with pytest.raises(re.error):
        pattern.search("a")


def test_every_late_pattern_of_ours_compiles() -> None:
    found = [
        one
        for name in PLACES
        for one in vars(importlib.import_module(name)).values()
        if isinstance(one, Late)
    ]
    assert len(found) > 20
    for one in found:
        one.search("")
