from prometheus_client.parser import text_string_to_metric_families

from bot.model import State
from bot.runtime.metrics import Metrics
from bot.store.status import Status, Tally
from bot.watch.metrics import Gauges, PrometheusMetrics
from retrieval.archive.reader import Size
from retrieval.metrics import ArchiveMetrics, Asking
from retrieval.model import AnswerKind

NOW = 1_700_000_000


def metrics() -> PrometheusMetrics:
    return PrometheusMetrics(lambda: float(NOW), lambda: 5.0)


def samples(metrics: PrometheusMetrics, gauges: Gauges | None = None) -> dict[str, float]:
    """Every sample, by its name and labels as Prometheus writes them."""
    text = metrics.rendered(gauges or Gauges(None, None, NOW, {})).decode()
    return {
        sample.name + "".join(f"[{value}]" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_an_updates_way_is_counted_and_timed() -> None:
    watched = metrics()
    watched.update_taken("message")
    watched.update_taken("callback_query")
    watched.update_begun(0.5)
    watched.update_done(1.0, 1.5)
    watched.update_skipped("replayed")
    shown = samples(watched)
    assert shown["bulletin_updates_total[message]"] == 1
    assert shown["bulletin_updates_in_hand"] == 1
    assert shown["bulletin_updates_passed_over_total[replayed]"] == 1
    sums = {stage: shown[f"bulletin_update_seconds_sum[{stage}]"] for stage in ("waiting", "whole")}
    assert sums == {"waiting": 0.5, "whole": 1.5}


def test_calls_and_their_faults_are_counted() -> None:
    watched = metrics()
    for fault in (None, None, "429", "5xx"):
        watched.call_made(fault)
    watched.telegram_reached()
    shown = samples(watched)
    assert shown["bulletin_telegram_calls_total"] == 4
    assert shown["bulletin_telegram_errors_total[429]"] == 1
    assert shown["bulletin_telegram_heard_timestamp_seconds"] == NOW
    assert watched.reached_at == 5.0


def test_questions_without_answers_can_be_told_from_others() -> None:
    watched = metrics()
    watched.question_answered(Asking.QUESTION, AnswerKind.NOTHING)
    watched.search_done(Asking.QUESTION, 0.003)
    shown = samples(watched)
    assert shown["bulletin_questions_total[question][nothing]"] == 1
    assert shown["bulletin_questions_total[question][passages]"] == 0
    assert shown["bulletin_search_seconds_bucket[question][0.005]"] == 1


def test_what_there_is_is_shown() -> None:
    states = dict.fromkeys(State, 0) | {State.PENDING: 3}
    status = Status(1, 2, 3, 4, Tally(states, NOW - 90, 0))
    ready = {"archive": True, "telegram": False}
    shown = samples(metrics(), Gauges(status, Size(20, 50), NOW, ready))
    assert shown["bulletin_archive[pages]"] == 1
    assert shown["bulletin_index[passages]"] == 50
    assert shown["bulletin_outbox[pending]"] == 3
    assert shown["bulletin_outbox_oldest_pending_seconds"] == 90
    assert (shown["bulletin_ready[archive]"], shown["bulletin_ready[telegram]"]) == (1, 0)


def test_a_clock_that_went_back_makes_nothing_younger_than_now() -> None:
    status = Status(0, 0, 0, 0, Tally(dict.fromkeys(State, 0), NOW + 90, 0))
    shown = samples(metrics(), Gauges(status, None, NOW, {}))
    assert shown["bulletin_outbox_oldest_pending_seconds"] == 0


def test_the_version_and_the_process_are_told() -> None:
    text = metrics().rendered(Gauges(None, None, NOW, {})).decode()
    assert "bulletin_build_info{" in text
    assert "process_start_time_seconds" in text


def test_everything_that_is_reported_is_counted() -> None:
    reported = {*vars(Metrics), *vars(ArchiveMetrics)}
    assert {name for name in reported if not name.startswith("_")} <= vars(PrometheusMetrics).keys()
