"""Learn how wishes are put: ``python -m bot.services.wishes.learning QUESTIONS.tsv … > parts.tsv``.

Prints the table that `likely` reads. ``phrases.tsv`` beside this module has what people say to the
bot, made up by hand, each with its kind; ``{x}`` in it stands for several subjects, ``{t}`` for
times, ``{d}`` for days. Files that are named have readers' questions in their second column. The
parts minimise the log loss plus ``RIDGE`` / 2 times their squares' sum. Features of fewer than
``PHRASES`` phrases are left out, and so are those whose part is next to nothing.

How well it holds elsewhere is written to standard error: of the phrases that were not learnt from,
every fifth one, how many are taken for what they are.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.services.wishes.features import ALWAYS, described
from bot.services.wishes.likely import Parts, likelihoods

PHRASES, FOLD, RIDGE = 2, 5, 1.0
_ASK = "ask"
_STEPS, _LEAST, _SAID_OF = 150, 0.05, 3
_RATE, _SLOWING = 0.1, (0.9, 0.999)  # of Adam
_SUBJECTS = (
    *("公交", "停水", "医保", "樊惠林", "棠溪大桥", "学区划分", "高铁站"),
    *("垃圾分类", "养老金", "食品安全", "老旧小区改造", "李红梅", "青禾镇", "房价"),
    *("地铁2号线", "台风", "王建国书记", "疫苗", "苹果", "环城河", "招聘会"),
    *("图书馆新馆", "非遗", "物业费", "中考", "黄河", "暖气", "充电桩"),
    *("乡村振兴", "记者刘洋", "足球赛", "人才公寓", "消防", "春运", "万达广场"),
    *("野生菌", "税收优惠", "志愿服务", "水库", "城管"),
)
_TIMES = (
    *(
        "早上八点",
        "晚上九点",
        "8点",
        "中午12点",
        "20:30",
        "下午三点半",
        "七点",
        "22:00",
        "晚上十点",
    ),
    *("早上7点半", "8 pm", "7:15", "傍晚六点", "9 am", "23点", "六点一刻"),
)
_DAYS = tuple("一二三四五六日")

_Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Phrase:
    """What somebody says, and its kind; ``group`` tells those of one line from others."""

    text: str
    kind: str
    group: int


def phrases(lines: Sequence[str], questions: Sequence[str] = ()) -> list[Phrase]:
    """Return the phrases of a table's lines, and questions besides, in that order."""
    rows = [line.split("\t")[:2] for line in lines if not line.startswith("#")]
    rows += [[_ASK, question] for question in questions]
    return [
        Phrase(said, kind, number)
        for number, (kind, text) in enumerate(rows)
        for said in _said(text, number)
    ]


def learnt(among: Sequence[Phrase]) -> Parts:
    """Return the features of phrases with their parts in the score of each kind, by name."""
    described_so = [described(one.text) for one in among]
    groups = Counter(
        feature
        for feature, _ in {
            (feature, one.group)
            for one, features in zip(among, described_so, strict=True)
            for feature in features
        }
    )
    names = sorted(name for name, count in groups.items() if count >= PHRASES)
    kinds = sorted({one.kind for one in among})
    at = {name: number for number, name in enumerate(names)}
    known = np.zeros((len(among), len(names)), np.float32)
    for row, features in enumerate(described_so):
        known[row, [at[name] for name in features if name in at]] = 1.0
    said = np.zeros((len(among), len(kinds)), np.float32)
    said[range(len(among)), [kinds.index(one.kind) for one in among]] = 1.0
    parts = _fit(known, said, at[ALWAYS])
    return {
        name: found
        for name, row in zip(names, parts, strict=True)
        if (
            found := {
                kind: round(float(part), 2)
                for kind, part in zip(kinds, row, strict=True)
                if abs(part) >= _LEAST
            }
        )
    }


def told(among: Sequence[Phrase], parts: Parts) -> str:
    """Return, in words, how many phrases of each kind are taken for what they are."""
    every = Counter(one.kind for one in among)
    right = Counter(
        one.kind for one in among if next(iter(likelihoods(one.text, parts)), "") == one.kind
    )
    return ", ".join(f"{kind} {right[kind]}/{count}" for kind, count in sorted(every.items()))


def main(files: Sequence[str]) -> int:
    """Print the table; return the exit status."""
    table = resources.files(__package__).joinpath("phrases.tsv").read_text(encoding="utf-8")
    questions = [
        line.split("\t")[1]
        for file in files
        for line in Path(file).read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    among = phrases(table.splitlines(), questions)
    ours = [one for one in among if one.group % FOLD]
    others = [one for one in among if not one.group % FOLD]
    sys.stderr.write(f"of phrases not learnt from: {told(others, learnt(ours))}\n")
    sys.stdout.write("# feature\tkinds with its part in their score\n")
    for feature, parts in learnt(among).items():
        written = ",".join(f"{kind} {part:.2f}" for kind, part in parts.items())
        sys.stdout.write(f"{feature}\t{written}\n")
    return 0


def _said(text: str, number: int) -> Iterator[str]:
    """Yield a phrase, of several subjects, times and days if it says any."""
    for turn in range(_SAID_OF if "{" in text else 1):
        said = text
        for place, values in (("{x}", _SUBJECTS), ("{t}", _TIMES), ("{d}", _DAYS)):
            while place in said:
                value = values[(7 * number + 3 * turn + len(said)) % len(values)]
                said = said.replace(place, value, 1)
        yield said


def _fit(known: _Floats, said: _Floats, free: int) -> _Floats:
    """Return the parts of features (rows) in kinds; that of row ``free`` has next to no ridge."""
    parts = np.zeros((known.shape[1], said.shape[1]), np.float32)
    slope, curve = np.zeros_like(parts), np.zeros_like(parts)
    ridge = np.full((len(parts), 1), RIDGE, np.float32)
    ridge[free] = 1e-3
    for step in range(1, _STEPS + 1):
        scores = known @ parts
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        gradient = known.T @ (odds / odds.sum(axis=1, keepdims=True) - said) + ridge * parts
        slope = _SLOWING[0] * slope + (1 - _SLOWING[0]) * gradient
        curve = _SLOWING[1] * curve + (1 - _SLOWING[1]) * gradient**2
        scaled = slope / (1 - _SLOWING[0] ** step)
        parts -= (
            _RATE
            * (1 - step / _STEPS)
            * scaled
            / (np.sqrt(curve / (1 - _SLOWING[1] ** step)) + 1e-8)
        )
    return parts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
