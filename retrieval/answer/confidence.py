"""How sure an answer is: evidence to one of three bands.

A logistic regression over a few features of the `StoryEvidence` returns log odds that a story
answers. Two thresholds make bands of them. A claimed **answer** also needs all that tells in the
story, and the thing asked for in or beside the passage; these conditions only ever lower a band.
**Nothing** is left for a question of which no telling word is met, or little of what is likely
asked of no newspaper (`retrieval.query.off_topic`): that parts the nearest from nothing, and where
it is likely, the nearest from an answer; it never takes all from one.

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
ANSWER = -1.0
"""The least log odds of a claimed answer; more in a large archive, where more looks like one."""
NEAREST = -2.5
"""The least odds, of story and topic, of one shown as the nearest; less in a small archive.

Whoever asks of one page asks mostly what is on it, and reads what is shown in vain in no time.
"""

OFF_TOPIC = 2.0
"""What the log odds that a message is off topic count against its nearest stories.

In a small archive they count less: there, hardly anything shares a word by chance.
"""
DOUBTED = 1.5
"""The log odds that a message is off topic from which on nothing is claimed to answer it."""
ASIDE = 1.1
"""The log odds that a message is off topic from which on it asks for no listing."""
ASKED = -0.5
"""The log odds of the topic up to which a story is shown that meets any telling word."""
TOLD = -1.5
"""The log odds of a story from which on it is shown, whatever the topic."""
COVERED = 0.9
"""The coverage from which on a story is shown, however common its words are in the archive."""

_SMALL, _LARGE = growth(1000), growth(2000)
_RISE = 2.2  # by which the least odds of an answer rise with the archive's size
_EASE = 1.5  # by which the nearest's least odds fall, and the topic counts less, in a small one
_SURE = 3.0  # log odds of the topic, either way, beyond which they count no more


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
    if not evidence.mass:
        return Band.NOTHING
    claimed = ANSWER + _RISE * max(0.0, evidence.size - _LARGE)
    if odds >= claimed and says(evidence) and evidence.off_topic < DOUBTED:
        return Band.ANSWER
    small = _EASE * max(0.0, _SMALL - evidence.size)
    topic = OFF_TOPIC * max(0.0, 1 - small) * min(max(evidence.off_topic, -_SURE), _SURE)
    asked = evidence.telling and evidence.off_topic <= ASKED
    told = asked or odds >= TOLD or evidence.coverage >= COVERED
    shown = told or odds - topic >= NEAREST - small
    return Band.NEAREST if shown else Band.NOTHING


def says(evidence: StoryEvidence) -> bool:
    """Return whether a story has all that tells, and the thing asked for: what a claim needs."""
    return evidence.whole and evidence.typed and evidence.named >= 1.0
