"""From evidence to a band."""

from dataclasses import replace

import pytest

from retrieval.answer.confidence import PARTS, band, features, log_odds
from retrieval.answer.evidence import StoryEvidence
from retrieval.model import Band

SURE = StoryEvidence(
    mass=20.0,
    coverage=1.0,
    strongest=7.0,
    score=90.0,
    share=2.0,
    named=1.0,
    whole=True,
    typed=True,
    size=2.0,
)


def test_a_story_that_says_all_answers() -> None:
    assert band(SURE) is Band.ANSWER


@pytest.mark.parametrize(
    "lacking", [replace(SURE, whole=False), replace(SURE, typed=False), replace(SURE, named=0.5)]
)
def test_a_condition_that_fails_lowers_the_band_and_no_further(lacking: StoryEvidence) -> None:
    assert band(lacking) is Band.NEAREST


def test_little_evidence_is_no_answer_even_where_all_is_met() -> None:
    weak = replace(SURE, mass=3.0, strongest=3.0, score=14.0)
    assert band(weak) is Band.NEAREST


def test_where_no_telling_word_is_met_nothing_is_shown() -> None:
    assert band(replace(SURE, mass=0.0)) is Band.NOTHING
    none = replace(SURE, mass=0.1, coverage=0.0, strongest=0.0, score=0.1, share=0.1, whole=False)
    assert band(none) is Band.NOTHING


def test_the_odds_are_the_sum_of_the_features_parts() -> None:
    assert set(features(SURE)) == set(PARTS)
    assert log_odds(SURE, {"always": 1.0, "whole": 2.0}) == 3.0
