"""How sure an answer is: evidence to one of three bands.

A logistic regression over a few features of the `StoryEvidence` returns log odds that a story
answers. Two thresholds make bands of them. A claimed **answer** also needs all that tells in the
story, and the thing asked for in or beside the passage; these conditions only ever lower a band.
**Nothing** is left for a question of which no telling word is met.

``python -m retrieval.evaluation silence cmrc2018 --learn`` learns the parts, from questions as
people say them and near misses (docs/ranking.md says what lies in that folder).
"""

import math
from collections.abc import Mapping

from retrieval.answer.evidence import StoryEvidence, growth
from retrieval.model import Band

PARTS: Mapping[str, float] = {
    "always": -6.16,
    "coverage": 3.08,
    "mass": -0.47,
    "strongest": 1.01,
    "score": 1.10,
    "share": 0.71,
    "whole": 1.33,
    "size": -2.09,
}
"""The learnt part of each feature in the log odds."""
ANSWER = -0.6
"""The least log odds of a claimed answer."""
NEAREST = -3.55
"""The least log odds of a story that is shown as the nearest; less in a small archive.

Whoever asks of one page asks mostly what is on it, and reads what is shown in vain in no time.
"""

COVERED = 0.9
"""The coverage from which on a story is shown, however common its words are in the archive."""

_SMALL = growth(1000)


def features(evidence: StoryEvidence) -> dict[str, float]:
    """Return what the odds are made of, by name; masses as logarithms, for they grow ever less."""
    return {
        "always": 1.0,
        "coverage": evidence.coverage,
        "mass": math.log1p(evidence.mass),
        "strongest": math.log1p(evidence.strongest),
        "score": math.log1p(evidence.score),
        "share": min(evidence.share, 2.0),
        "whole": float(evidence.whole),
        "size": evidence.size,
    }


def log_odds(evidence: StoryEvidence, parts: Mapping[str, float] = PARTS) -> float:
    """Return the log odds that a story answers."""
    return sum(parts.get(name, 0.0) * value for name, value in features(evidence).items())


def band(evidence: StoryEvidence) -> Band:
    """Return how sure it is that a story answers."""
    odds = log_odds(evidence)
    least = NEAREST - max(0.0, _SMALL - evidence.size)
    if not evidence.mass or (odds < least and evidence.coverage < COVERED):
        return Band.NOTHING
    return Band.ANSWER if odds >= ANSWER and says(evidence) else Band.NEAREST


def says(evidence: StoryEvidence) -> bool:
    """Return whether a story has all that tells, and the thing asked for: what a claim needs."""
    return evidence.whole and evidence.typed and evidence.named >= 1.0
