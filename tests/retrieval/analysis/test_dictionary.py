"""The dictionary's tree: what is in it, and that it is made anew where it is not to be trusted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.dictionary import Dictionary, dictionary

WORDS = st.dictionaries(st.text(min_size=1, max_size=5), st.integers(1, 9999), min_size=1)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
    monkeypatch.setattr("retrieval.compiled.keeping.__file__", "/proc/program/keeping.py")
    dictionary.cache_clear()
    yield tmp_path
    dictionary.cache_clear()


@given(WORDS, st.text(max_size=5))
def test_it_has_the_words_that_it_is_made_of(counts: dict[str, int], other: str) -> None:
    kinds = {word: f"k{count % 7}" for word, count in counts.items()}
    made = Dictionary.of(counts, kinds)
    read = Dictionary.from_bytes(memoryview(made.to_bytes()))
    for word in (*counts, *(word[:-1] for word in counts), other):
        assert made.frequency(word) == read.frequency(word) == counts.get(word, 0)
        assert made.kind(word) == read.kind(word) == kinds.get(word, "")


def test_it_is_made_once_and_then_mapped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dictionary()
    (file,) = folder.glob("words-*")
    dictionary.cache_clear()
    monkeypatch.setattr("retrieval.analysis.dictionary.frequencies", None)
    assert dictionary().frequency("郑州") > 0
    assert list(folder.iterdir()) == [file]


@pytest.mark.parametrize("size", [0, 1000, None], ids=["empty", "cut off", "of other bytes"])
def test_a_damaged_one_is_made_anew(folder: Path, size: int | None) -> None:
    dictionary()
    (file,) = folder.glob("words-*")
    whole = file.read_bytes()
    file.write_bytes(whole[:size] if size is not None else whole[:5000] + whole[5008:] + bytes(8))
    dictionary.cache_clear()
    assert dictionary().frequency("郑州") > 0
    assert file.read_bytes() == whole


def test_where_nothing_can_be_kept_each_process_makes_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/proc/nowhere")
    assert dictionary().cut("郑州市长") == ["郑州", "市长"]
    assert list(folder.iterdir()) == []
