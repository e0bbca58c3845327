"""Strings found in texts that lie end to end, as Python finds them in each."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.strings import holding

TEXTS = st.lists(st.text(alphabet="ab甲乙", max_size=12), max_size=8)


@given(TEXTS, st.text(alphabet="ab甲乙", max_size=5))
def test_a_string_is_found_where_it_stands_in_a_text(texts: list[str], string: str) -> None:
    parts = [text.encode() for text in texts]
    starts = np.cumsum([0, *map(len, parts)]).astype(np.int64)
    blob = np.frombuffer(b"".join(parts), np.uint8)
    every = np.arange(len(texts), dtype=np.int32)
    told = holding(blob, starts, every, string.encode())
    assert told.tolist() == [string in text for text in texts]
    assert holding(blob, starts, every[::-1], string.encode()).tolist() == told.tolist()[::-1]


def test_texts_that_a_damaged_file_does_not_have_hold_nothing() -> None:
    blob, starts = np.frombuffer(b"abc", np.uint8), np.array([0, 9], np.int64)
    told = holding(blob, starts, np.array([0, 1, -1], np.int32), b"abc")
    assert told.tolist() == [True, False, False]
