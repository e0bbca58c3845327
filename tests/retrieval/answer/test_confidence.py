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
    telling=True,
    typed=True,
    size=2.0,
    off_topic=0.0,
)


def test_a_story_that_says_all_answers() -> None:
    assert band(SURE) is Band.ANSWER


@pytest.mark.parametrize(
    "lacking", [replace(SURE, whole=False), replace(SURE, typed=False), replace(SURE, named=0.5)]
)
def test_a_condition_that_fails_lowers_the_band_and_no_further(lacking: StoryEvidence) -> None:
    assert band(lacking) is Band.NEAREST


def test_little_evidence_is_no_answer_even_where_all_is_met() -> None:
    weak = replace(SURE, mass=1.5, strongest=1.5, score=6.0, share=1.0)
    assert band(weak) is Band.NEAREST


def test_where_no_telling_word_is_met_nothing_is_shown() -> None:
    assert band(replace(SURE, mass=0.0)) is Band.NOTHING
    none = replace(SURE, mass=0.1, coverage=0.0, strongest=0.0, score=0.1, share=0.1, whole=False)
    assert band(none) is Band.NOTHING


def test_the_odds_are_the_sum_of_the_features_parts() -> None:
    assert set(features(SURE)) == set(PARTS)
    assert log_odds(SURE, {"always": 1.0, "whole": 2.0}) == 3.0


OFF, ON = replace(SURE, off_topic=9.0), replace(SURE, off_topic=-9.0)


def test_of_a_message_that_is_off_topic_nothing_is_claimed() -> None:
    assert (band(OFF), band(ON)) == (Band.NEAREST, Band.ANSWER)


def test_of_a_message_that_is_off_topic_less_is_shown() -> None:
    def shown(off_topic: float, size: float) -> list[Band]:
        met = replace(SURE, whole=False, share=0.5, size=size, off_topic=off_topic)
        tenths = (tenth / 10 for tenth in range(11))
        return [band(replace(met, coverage=one, mass=8 * one, score=40 * one)) for one in tenths]

    for size in (0.0, 1.5, 2.5):
        among = [shown(odds, size).count(Band.NOTHING) for odds in (-9, -3, -1, 0, 1, 3, 9)]
        assert among == sorted(among)
        assert among[0] == among[1]
        assert among[-2] == among[-1]
    assert shown(3, 2.5).count(Band.NOTHING) > shown(-3, 2.5).count(Band.NOTHING)


def test_a_question_whose_telling_words_are_met_stays_shown_whatever_the_topic() -> None:
    met = replace(OFF, whole=False, mass=1.0, strongest=1.0, score=2.0, share=0.2, size=2.5)
    assert band(met) is Band.NEAREST
    assert band(replace(met, coverage=0.5)) is Band.NOTHING


def test_a_readers_question_is_shown_a_story_that_meets_any_telling_word() -> None:
    little = replace(SURE, whole=False, typed=False, mass=0.5, coverage=0.1, strongest=0.5, score=1)
    assert band(replace(little, off_topic=-1.0)) is Band.NEAREST
    assert band(replace(little, off_topic=-1.0, telling=False)) is Band.NOTHING
    assert band(replace(little, off_topic=3.0)) is Band.NOTHING
