import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.analysis import words
from retrieval.analysis.bulk import analysed

ROOT = Path(__file__).parents[3]
OURS = sorted(
    path
    for folder in ("data/samples", "tests/fixtures")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".md", ".txt")
)
LARGE = ROOT.parent / "shared" / "ir" / "cmrc2018" / "corpus.jsonl"
# Where two cuts of a passage are as likely to the last bit, the engines choose by themselves.
MOST_THAT_DIFFER = 1 / 2_000


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    words.load()


def differing(texts: list[str]) -> Iterator[str]:
    by_jieba, by_rjieba = analysed(texts, cut=words.cut), analysed(texts)
    for text, one, other in zip(texts, by_jieba.cuts, by_rjieba.cuts, strict=True):
        if one != other:
            yield text


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_the_engines_cut_our_pages_the_same_way(path: Path) -> None:
    assert list(differing(path.read_text("utf-8", errors="replace").splitlines())) == []


def test_the_engines_differ_in_one_passage_of_thousands() -> None:
    if not LARGE.exists():
        pytest.skip(f"{LARGE} is not here: the large sets are kept apart")
    with LARGE.open(encoding="utf-8") as lines:
        paragraphs = [part for line in lines for part in json.loads(line)["text"].splitlines()]
    assert len(list(differing(paragraphs))) <= MOST_THAT_DIFFER * len(paragraphs)


def test_a_word_is_whole_whose_traditional_form_the_dictionary_has() -> None:
    for cut in (words.cut, words.cut_fast):
        assert cut("干隆下江南") == ["干隆", "下", "江南"]


def test_both_engines_weigh_a_word_by_all_its_forms() -> None:
    """What folds to one word is one word; what folded away counts nowhere."""
    table, _ = words._prefixes()  # noqa: SLF001  # neither engine tells what it has been given
    lines = words._dictionary().decode("utf-8").splitlines()  # noqa: SLF001
    changes = words._differences({line.split(" ")[0] for line in lines}.__contains__)  # noqa: SLF001
    counted = {word: count for word, count in changes.items() if count}
    assert counted == {word: table.get(word) or 1 for word in counted}  # an unknown one counts once
    assert all(
        re.search("[^\u4e00-\u9fd5]", word)
        for word, count in changes.items()
        if not count and table.get(word)
    )


def test_both_engines_part_words_of_rare_characters() -> None:
    for cut in (words.cut, words.cut_fast):
        assert cut("赵孟𫖯及") == ["赵", "孟", "𫖯", "及"]
        assert cut("𧮪言𧮪语") == ["𧮪", "言", "𧮪", "语"]


def test_the_frequency_of_a_word_is_the_dictionarys() -> None:
    assert words.frequency("郑州大学") > 0
    assert words.frequency("郑州大") == 0
    assert words.frequency("") == 0


def test_cutting_and_analysing_do_not_load_jieba() -> None:
    script = (
        "import sys; from retrieval.analysis import words, analyzer;"
        "assert words.cut('二七区的人') == ['二七区', '的', '人'];"
        "analyzer.terms('二七区'); words.edition();"
        "sys.exit('jieba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def test_threads_may_cut_before_and_while_jieba_is_loaded() -> None:
    script = (
        "from concurrent.futures import ThreadPoolExecutor;"
        "from retrieval.analysis import words;"
        "pool = ThreadPoolExecutor(9);"
        "load = pool.submit(words.load);"
        "cuts = list(pool.map(words.cut, ['赵孟𫖯在二七区'] * 400));"
        "load.result();"
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


def test_half_of_a_surrogate_pair_is_cut_like_any_sign() -> None:
    assert "".join(words.cut_fast("东郊\ud83d桥")) == "东郊\ufffd桥"
    assert words.frequency("桥\udc00") == 0
