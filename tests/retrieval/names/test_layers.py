"""Gazetteer in layers answer as the same names in one."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.names.gazetteer import Gazetteer
from retrieval.names.layer import NameLayer
from retrieval.names.layers import MOST
from retrieval.names.making import layer_of, merged
from retrieval.names.name import Name, NameKind
from retrieval.reading.surnames import COMMON

TEXTS = [
    "王大明",
    "王小明",
    "王大",
    "王·大明",
    "欧阳大明",
    "明大市",
    "明大区",
    "明大市小王区",
    "大王",
]
POSTS = [None, "区长", "副区长", "明大市区长", "明大市委书记", "书记"]
LINE = "明大市区长王大明和王区长、王记者、欧阳书记在明小市看王明大、副区长、大王区长"

names = st.one_of(
    st.builds(Name, st.sampled_from(TEXTS), st.just(NameKind.PERSON), st.sampled_from(POSTS)),
    st.builds(
        Name,
        st.sampled_from(TEXTS),
        st.sampled_from([NameKind.REPORTER, NameKind.PLACE]),
    ),
)
counts = st.dictionaries(names, st.integers(-2, 3), max_size=12)


def answers(known: Gazetteer) -> list[object]:
    return [
        known.find(LINE),
        known.spellings(LINE),
        [(text in known, known.is_person(text), known.is_reporter(text)) for text in TEXTS],
        [known.nearest(text) for text in [*TEXTS, "王明", "王明大"]],
        [known.aliased(alias) for alias in ("王区长", "王记者", "欧阳书记", "王副区长", "明记者")],
        [known.abbreviated(word) for word in ("明市", "明区", "明大区", "大")],
    ]


def added_up(parts: list[Mapping[Name, int]]) -> Counter[Name]:
    total: Counter[Name] = Counter()
    for part in parts:
        for name, count in part.items():
            total[name] += count
    return total


@given(st.lists(counts, max_size=4))
def test_layers_answer_as_one_layer_of_their_sum(parts: list[Mapping[Name, int]]) -> None:
    layered = Gazetteer(map(layer_of, parts))
    total = added_up(parts)
    assert answers(layered) == answers(Gazetteer([layer_of(total)]))
    assert answers(layered) == answers(Gazetteer.of(total.elements()))
    assert answers(layered) == answers(Gazetteer([merged(map(layer_of, parts))]))


@given(counts)
def test_a_layer_gives_back_what_it_is_made_of(counted: Mapping[Name, int]) -> None:
    assert dict(layer_of(counted).counted()) == {
        name: count for name, count in counted.items() if count
    }


def test_a_layer_goes_through_its_arrays() -> None:
    names = Counter([Name("王大明", NameKind.PERSON, "区长"), Name("明大市", NameKind.PLACE)])
    arrays = layer_of(names).arrays()
    assert all(isinstance(array, np.ndarray) and array.ndim == 1 for array in arrays.values())
    copies = {name: array.copy() for name, array in arrays.items()}
    assert answers(Gazetteer([NameLayer.of_arrays(copies)])) == answers(
        Gazetteer([layer_of(names)])
    )


def test_a_name_that_every_article_took_back_is_none() -> None:
    name = Name("王大明", NameKind.PERSON, "区长")
    gone = Gazetteer([layer_of({name: 1}), layer_of({name: -1})])
    assert "王大明" not in gone
    assert gone.find("王大明和王区长") == ()
    assert gone.spellings("王天明") == ()


def test_an_office_that_many_held_names_the_few_who_are_left() -> None:
    holders = [Name(f"王{given}明", NameKind.PERSON, "区长") for given in "大小天中上"]
    base = layer_of(dict.fromkeys(holders, 1))
    assert Gazetteer([base]).find("区长") == ()
    left = Gazetteer([base, layer_of(dict.fromkeys(holders[2:], -1))])
    assert [found.names for found in left.find("区长")] == [("王大明", "王小明")]


def test_names_without_layers_or_names_answer_nothing() -> None:
    for nothing in (Gazetteer(), Gazetteer.of([]), Gazetteer([layer_of({})])):
        assert nothing.find(LINE) == nothing.spellings(LINE) == ()
        assert (
            nothing.nearest("王大")
            == nothing.aliased("王区长")
            == nothing.abbreviated("明市")
            == ()
        )
        assert "王大明" not in nothing


@pytest.mark.parametrize("later", [0, 1, 20])
def test_no_more_than_the_most_often_introduced_answer(later: int) -> None:
    named = {
        Name(f"王{COMMON[number]}明", NameKind.PERSON, "区长"): 1 + number % 7
        for number in range(3 * MOST)
    }
    changed = dict.fromkeys(list(named)[:later], 3) | dict.fromkeys(
        list(named)[later : 2 * later], -1
    )
    layered = Gazetteer([layer_of(named), layer_of(changed)])
    total = added_up([named, changed])
    alive = [name for name in total if total[name] > 0]
    ordered = sorted(alive, key=lambda name: (-total[name], name.text))
    assert layered.aliased("王区长") == tuple(name.text for name in ordered[:MOST])
    assert layered.spellings("王国明")[0].names == layered.aliased("王区长")
    assert len(layered.nearest("王国明")) == len(alive)
