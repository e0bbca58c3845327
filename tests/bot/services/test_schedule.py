from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.model import ChatSettings, Pace, Quiet
from bot.services.schedule import due, moment_of

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
SHANGHAI = ZoneInfo("Asia/Shanghai")
APIA = ZoneInfo("Pacific/Apia")
HOUR = 3600

ZONES = st.sampled_from([BERLIN, NEW_YORK, SHANGHAI, APIA, ZoneInfo("Australia/Lord_Howe")])
MINUTES = st.integers(0, 1439)
NOW = st.integers(1_200_000_000, 2_000_000_000)
QUIET = st.none() | st.builds(Quiet, MINUTES, MINUTES)
SETTINGS = st.builds(
    ChatSettings, ZONES, st.sampled_from(Pace), MINUTES, st.integers(0, 6), quiet=QUIET
)


def at(text: str, zone: ZoneInfo, fold: int = 0) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).timestamp())


def shown(moment: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(moment, zone).strftime("%Y-%m-%d %H:%M:%S")


def test_at_once_is_now() -> None:
    assert due(ChatSettings(SHANGHAI), 1_700_000_001) == 1_700_000_001


def test_a_daily_digest_is_the_next_one() -> None:
    settings = ChatSettings(SHANGHAI, Pace.DAILY, digest_at=8 * 60)
    eight = at("2023-05-18 08:00", SHANGHAI)
    assert due(settings, eight - 1) == eight
    assert due(settings, eight) == eight
    assert due(settings, eight + 1) == eight + 24 * HOUR


def test_a_digest_at_midnight_is_at_the_days_end() -> None:
    settings = ChatSettings(SHANGHAI, Pace.DAILY, digest_at=0)
    assert due(settings, at("2023-12-31 23:59:59", SHANGHAI)) == at("2024-01-01 00:00", SHANGHAI)


def test_a_weekly_digest_is_on_its_day() -> None:
    settings = ChatSettings(SHANGHAI, Pace.WEEKLY, digest_at=9 * 60, digest_day=0)
    monday = at("2023-05-22 09:00", SHANGHAI)
    assert due(settings, at("2023-05-15 09:00:01", SHANGHAI)) == monday
    assert due(settings, monday) == monday


def test_quiet_hours_end_in_the_morning_whichever_side_of_midnight() -> None:
    settings = ChatSettings(SHANGHAI, quiet=Quiet(22 * 60, 7 * 60))
    seven = at("2023-05-19 07:00", SHANGHAI)
    assert due(settings, at("2023-05-18 22:00", SHANGHAI)) == seven
    assert due(settings, at("2023-05-19 00:00", SHANGHAI)) == seven
    assert due(settings, seven - 1) == seven
    assert due(settings, seven) == seven
    before = at("2023-05-18 21:59:59", SHANGHAI)
    assert due(settings, before) == before


def test_a_digest_within_quiet_hours_waits_for_their_end() -> None:
    settings = ChatSettings(SHANGHAI, Pace.DAILY, digest_at=6 * 60, quiet=Quiet(22 * 60, 7 * 60))
    assert due(settings, at("2023-05-18 12:00", SHANGHAI)) == at("2023-05-19 07:00", SHANGHAI)


def test_quiet_hours_of_no_length_are_none() -> None:
    settings = ChatSettings(SHANGHAI, quiet=Quiet(60, 60))
    one = at("2023-05-18 01:00", SHANGHAI)
    assert due(settings, one) == one


def test_a_time_that_does_not_exist_is_when_the_gap_ends() -> None:
    gap = ChatSettings(BERLIN, Pace.DAILY, digest_at=2 * 60 + 30)
    moment = due(gap, at("2024-03-31 00:00", BERLIN))
    assert shown(moment, BERLIN) == "2024-03-31 03:00:00"
    there = ChatSettings(NEW_YORK, Pace.DAILY, digest_at=2 * 60)
    assert shown(due(there, at("2024-03-10 01:00", NEW_YORK)), NEW_YORK) == "2024-03-10 03:00:00"


def test_a_time_that_comes_twice_is_the_first() -> None:
    settings = ChatSettings(BERLIN, Pace.DAILY, digest_at=2 * 60 + 30)
    first = at("2024-10-27 02:30", BERLIN)
    assert due(settings, at("2024-10-27 00:00", BERLIN)) == first
    assert due(settings, first + HOUR) == at("2024-10-28 02:30", BERLIN)


def test_a_night_is_over_once_when_its_end_comes_twice() -> None:
    settings = ChatSettings(BERLIN, quiet=Quiet(23 * 60, 2 * 60 + 30))
    assert due(settings, at("2024-10-27 02:15", BERLIN)) == at("2024-10-27 02:30", BERLIN)
    again = at("2024-10-27 02:15", BERLIN, fold=1)
    assert due(settings, again) == again


def test_a_day_that_a_zone_left_out_keeps_no_night_open() -> None:
    settings = ChatSettings(APIA, quiet=Quiet(22 * 60, 7 * 60))
    moment = due(settings, at("2011-12-29 23:00", APIA))
    assert shown(moment, APIA) == "2011-12-31 07:00:00"


@given(SETTINGS, NOW)
def test_it_is_never_in_the_past_and_within_a_week_and_a_night(
    settings: ChatSettings, now: int
) -> None:
    assert now <= due(settings, now) <= now + 10 * 24 * HOUR


@given(SETTINGS, NOW)
def test_it_is_not_quiet_when_an_alert_goes_out(settings: ChatSettings, now: int) -> None:
    moment = due(settings, now)
    calm = ChatSettings(settings.timezone, quiet=settings.quiet)
    assert due(calm, moment) == moment


@given(ZONES, NOW, MINUTES)
def test_what_is_made_earlier_is_due_no_later(zone: ZoneInfo, now: int, minute: int) -> None:
    settings = ChatSettings(zone, Pace.DAILY, minute, quiet=Quiet(minute, (minute + 90) % 1440))
    assert due(settings, now) <= due(settings, now + 600)


@given(ZONES, NOW, MINUTES)
def test_a_local_minute_is_the_first_moment_that_is_not_before_it(
    zone: ZoneInfo, now: int, minute: int
) -> None:
    day = datetime.fromtimestamp(now, zone).date()
    moment = moment_of(day, minute, zone)
    local = datetime.fromtimestamp(moment, zone).replace(tzinfo=None)
    just_before = datetime.fromtimestamp(moment - 1, zone).replace(tzinfo=None)
    wanted = datetime.combine(day, datetime.min.time()).replace(
        hour=minute // 60, minute=minute % 60
    )
    assert just_before < wanted <= local


@given(SETTINGS, NOW)
def test_a_digest_in_quiet_hours_comes_at_their_end_as_the_settings_say(
    settings: ChatSettings, now: int
) -> None:
    settings = replace(settings, timezone=SHANGHAI)
    if settings.pace is Pace.AT_ONCE:
        assert settings.digest_waits is None
        return
    there = datetime.fromtimestamp(due(settings, now), SHANGHAI)
    waits = settings.digest_waits
    assert there.hour * 60 + there.minute == (waits.end if waits else settings.digest_at)
