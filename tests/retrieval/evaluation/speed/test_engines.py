"""Each engine finds what a count by hand finds."""

from collections import Counter
from pathlib import Path

import pytest

from retrieval.analysis.analyzer import terms
from retrieval.evaluation.speed.engine import ENGINES, Corpus, engine
from retrieval.evaluation.speed.questions import Question
from retrieval.evaluation.speed.runner import installed
from retrieval.evaluation.speed.shipped import looked_up

# Of about one length, and no term in half of them: so counting terms ranks as any BM25 does.
TEXTS = [
    "超算中心落户高新区，年内建成。",
    "老旧小区加装电梯一百二十部。",
    "地铁六号线covid-19期间停运。",
    "黄河岸边新种柳树四千余棵。",
    "图书馆夜间开放，读者称便利。",
    "校园足球联赛昨日开哨迎战。",
    "菜市场改造完工，摊位增加。",
]
QUESTIONS = {"超算中心在哪里建成？": 0, "加装电梯": 1, "covid-19": 2, "夜间开放的图书馆": 4}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("corpus")
    corpus = Corpus(folder / "texts.txt", folder / "bags.txt")
    corpus.texts.write_text("".join(text + "\n" for text in TEXTS), encoding="utf-8")
    bags = "".join(" ".join(terms(text)) + "\n" for text in TEXTS)
    corpus.bags.write_text(bags, encoding="utf-8")
    return corpus


def counted(question: Question) -> int:
    bags = [Counter(terms(text)) for text in TEXTS]
    return max(range(len(TEXTS)), key=lambda at: sum(bags[at][term] for term in question.terms))


@pytest.mark.parametrize("name", ENGINES)
def test_the_best_is_the_one_that_counting_finds(name: str, corpus: Corpus, tmp_path: Path) -> None:
    if not installed(name):
        pytest.skip(f"{name} is not installed: it is one of the extra named peers")
    on_trial = engine(name)
    on_trial.build(corpus, tmp_path)
    ask = on_trial.opened(tmp_path)
    for text, expected in QUESTIONS.items():
        question = Question(text, tuple(looked_up(text)))
        assert counted(question) == expected
        assert ask(question)[0] == expected, text
