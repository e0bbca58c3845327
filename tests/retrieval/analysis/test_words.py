"""Words are those that plain jieba finds, in whichever way a text is cut."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis import words
from retrieval.analysis.dictionary import frequencies
from retrieval.analysis.normalise import folded_text

ROOT = Path(__file__).parents[3]
OURS = sorted(
    path
    for folder in ("data/samples", "tests/fixtures")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".md", ".txt")
)
LARGE = ROOT.parent / "shared" / "ir" / "cmrc2018" / "corpus.jsonl"
WAYS = pytest.mark.parametrize("cut", [words.cut, words.cut_fast], ids=["cut", "cut_fast"])


@cache
def plain() -> jieba.Tokenizer:
    """jieba as it comes, but for its dictionary, which is folded as texts are."""
    table = dict(frequencies())
    total = sum(table.values())
    for word in list(table):
        for end in range(1, len(word)):
            table.setdefault(word[:end], 0)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = table, total, True
    return tokenizer


def differing(texts: list[str]) -> list[str]:
    """The texts of which some way makes other words than plain jieba."""
    whole = (plain().lcut(text, HMM=False) for text in texts)
    return [
        text
        for text, wanted in zip(texts, whole, strict=True)
        if not wanted == words.cut(text) == words.cut_fast(text)
    ]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_pages_fall_into_plain_jiebas_words(path: Path) -> None:
    text = path.read_text("utf-8", errors="replace")
    assert differing([*folded_text(text).splitlines(), text]) == []


def test_large_sets_fall_into_plain_jiebas_words() -> None:
    if not LARGE.exists():
        pytest.skip(f"{LARGE} is not here: the large sets are kept apart")
    with LARGE.open(encoding="utf-8") as lines:
        paragraphs = [part for line in lines for part in json.loads(line)["text"].splitlines()]
    assert differing(paragraphs) == []


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="郑州市长大学是谁干隆的𫖯𧮪aZ9 +#&._%-\r\n\t。\ud83d", max_size=40),
        st.lists(st.sampled_from(list(frequencies())[::97]), max_size=8).map("".join),
    )
)
def test_any_text_falls_into_plain_jiebas_words(text: str) -> None:
    assert differing([text]) == []


@WAYS
def test_a_word_is_whole_whose_traditional_form_the_dictionary_has(
    cut: Callable[[str], list[str]],
) -> None:
    assert cut("干隆下江南") == ["干隆", "下", "江南"]


@WAYS
def test_words_of_rare_characters_are_parted(cut: Callable[[str], list[str]]) -> None:
    assert cut("赵孟𫖯及") == ["赵", "孟", "𫖯", "及"]
    assert cut("𧮪言𧮪语") == ["𧮪", "言", "𧮪", "语"]


def test_a_word_is_weighed_by_all_its_forms() -> None:
    """What folds to one word is one word; what folded away counts nowhere."""
    assert words.frequency("干隆") == words.lexicon()["干隆"] > 0
    assert not any(re.search("[乾樑颱]", word) for word in words.lexicon())


def test_the_frequency_of_a_word_is_the_dictionarys() -> None:
    assert words.frequency("郑州大学") > 0
    assert words.frequency("郑州大") == 0
    assert words.frequency("") == 0
    assert words.frequency("桥\udc00") == 0


def test_the_class_of_a_word_is_the_dictionarys() -> None:
    kinds = [words.tag(word) for word in ("郑州", "调研", "郑州大", "", "桥\udc00")]
    assert kinds == ["ns", "vn", "", "", ""]


def test_naming_the_edition_does_not_load_jieba() -> None:
    script = (
        "import sys; from retrieval.analysis import words;"
        "assert words.cut_fast('二七区的人') == ['二七区', '的', '人'];"
        "words.edition();"
        "sys.exit('jieba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def test_many_threads_may_cut_first() -> None:
    script = (
        "from concurrent.futures import ThreadPoolExecutor;"
        "from retrieval.analysis import words;"
        "pool = ThreadPoolExecutor(9);"
        "cuts = list(pool.map(words.cut, ['赵孟𫖯在二七区'] * 400));"
        "assert {tuple(cut) for cut in cuts} == {('赵', '孟', '𫖯', '在', '二七区')}"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


def test_jieba_keeps_quiet_and_writes_no_cache(capfd: pytest.CaptureFixture[str]) -> None:
    script = (
        "import os, tempfile; before = set(os.listdir(tempfile.gettempdir()));"
        "from retrieval.analysis import words; words.load(); words.cut('二七区');"
        "after = set(os.listdir(tempfile.gettempdir()));"
        "print([name for name in after - before if 'jieba' in name])"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
    out, err = capfd.readouterr()
    assert (out.strip(), err) == ("[]", "")


@pytest.mark.parametrize("character", ["水", "的", "龘", "A", "0", " ", "😀"])
def test_what_follows_a_character_in_words_is_found(character: str) -> None:
    wanted = {
        word[at + 1]
        for word in frequencies()
        for at in range(len(word) - 1)
        if word[at] == character
    }
    assert words.following(character) == "".join(sorted(wanted))
