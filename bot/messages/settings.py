"""A chat's settings as a message: what they are, and buttons to change one at a time."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.messages.markup import Markup, bold, joined, plain, shorten
from bot.messages.screen import Button, Screen, button
from bot.messages.settings_keys import Part, ShowSettings, Wish
from bot.messages.settings_texts import SettingsTexts
from bot.model import Amount, Asking, Chat, ChatKind, ChatSettings, Pace

_HOUR = 60  # minutes
_TITLE_UNITS = 100
_ROW = 4
_TIMES = ("06:30", "08:00", "12:00", "18:00", "20:00", "21:30")
_QUIET = ("22:00-07:00", "23:00-08:00", "21:00-08:00", "00:00-06:00")
_BEIJING = "Asia/Shanghai"
_ZONES = (
    *(_BEIJING, "Asia/Urumqi", "Asia/Tokyo", "Asia/Singapore"),
    *("Australia/Sydney", "Europe/London", "America/New_York", "America/Los_Angeles"),
)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of settings: the notes beside the setting, and its buttons."""

    notes: tuple[str, ...]
    buttons: tuple[tuple[Button, ...], ...]


def settings_screen(chat: Chat, part: Part, texts: SettingsTexts, command: str) -> Screen:
    """Return a page of the chat's settings; ``command`` is /settings as it is typed here."""
    title = bold(texts.title.format(chat=shorten(chat.title, _TITLE_UNITS)))
    values = _values(chat, texts)
    if part not in values:  # all, or one that this kind of chat has not
        votes = texts.votes_on if chat.settings.votes else texts.votes_off
        every = [*values.values(), (texts.votes, votes)]
        lines = [plain(texts.line.format(name=name, value=value)) for name, value in every]
        waits = plain(digest_waits_text(chat.settings, texts))
        return Screen(joined([title, _lines(lines), waits], "\n\n"), _overview(chat, texts))
    name, value = values[part]
    page = _page(chat, part, texts)
    shown = part in (Part.PACE, Part.QUIET)
    note = digest_waits_text(chat.settings, texts) if shown else ""
    notes = [plain(note), *(plain(note.format(settings=command)) for note in page.notes)]
    text = joined([title, plain(texts.line.format(name=name, value=value)), _lines(notes)], "\n\n")
    return Screen(text, (*page.buttons, (button(texts.back, ShowSettings(chat.id)),)))


def changes_text(former: Chat, now: Chat, texts: SettingsTexts) -> str:
    """Return the settings that differ from a chat's former ones, a line each; maybe none."""
    before = _values(former, texts)
    differ = [value for part, value in _values(now, texts).items() if before.get(part) != value]
    return "\n".join(texts.line.format(name=name, value=value) for name, value in differ)


def clock(minute: int) -> str:
    """Return a minute of the day as ``08:05``."""
    return f"{minute // _HOUR:02d}:{minute % _HOUR:02d}"


def pace_text(settings: ChatSettings, texts: SettingsTexts) -> str:
    """Return when a chat is told of news."""
    time, day = clock(settings.digest_at), texts.days[settings.digest_day]
    match settings.pace:
        case Pace.AT_ONCE:
            return texts.at_once
        case Pace.DAILY:
            return texts.daily_at.format(time=time)
        case Pace.WEEKLY:
            return texts.weekly_at.format(day=day, time=time)


def digest_waits_text(settings: ChatSettings, texts: SettingsTexts) -> str:
    """Return when digests come whose time lies in quiet hours; empty where it does not."""
    quiet = settings.digest_waits
    if quiet is None:
        return ""
    template = texts.digest_waits if quiet.end > settings.digest_at else texts.digest_waits_a_day
    return template.format(time=clock(settings.digest_at), end=clock(quiet.end))


def _values(chat: Chat, texts: SettingsTexts) -> dict[Part | None, tuple[str, str]]:
    """Return the name and value of each setting, by its page; the sound has none.

    Only groups have the setting of who may ask.
    """
    settings = chat.settings
    quiet = settings.quiet
    hours = (
        texts.quiet_hours.format(start=clock(quiet.start), end=clock(quiet.end))
        if quiet
        else texts.quiet_off
    )
    values: dict[Part | None, tuple[str, str]] = {
        Part.PACE: (texts.pace, pace_text(settings, texts)),
        Part.QUIET: (texts.quiet, hours),
        Part.ZONE: (texts.zone, _zone(settings.timezone.key, texts)),
        None: (texts.sound, texts.silent if settings.silent else texts.loud),
        Part.AMOUNT: (texts.amount, _amounts(texts)[settings.amount]),
        Part.LANGUAGE: (texts.language, _languages(texts)[settings.language]),
    }
    if _is_group(chat):
        values[Part.ASKING] = (texts.asking, _askings(texts)[settings.asking])
    return values


def _overview(chat: Chat, texts: SettingsTexts) -> tuple[tuple[Button, ...], ...]:
    def to(label: str, part: Part) -> Button:
        return button(label, ShowSettings(chat.id, part))

    silent = chat.settings.silent
    sounds = texts.loud if silent else texts.silent
    sound = Wish(chat.id, Part.ALL, "silent off" if silent else "silent on")
    votes = texts.votes_off if chat.settings.votes else texts.votes_on
    voting = Wish(chat.id, Part.ALL, "votes off" if chat.settings.votes else "votes on")
    return (
        (to(texts.pace, Part.PACE), to(texts.quiet, Part.QUIET), to(texts.zone, Part.ZONE)),
        (
            button(texts.line.format(name=texts.sound, value=sounds), sound),
            to(texts.amount, Part.AMOUNT),
            to(texts.language, Part.LANGUAGE),
        ),
        *(((to(texts.asking, Part.ASKING),),) if _is_group(chat) else ()),
        (button(texts.line.format(name=texts.votes, value=votes), voting),),
    )


def _page(chat: Chat, part: Part, texts: SettingsTexts) -> _Page:
    def wish(label: str, words: str, *, on: bool = False) -> Button:
        return button(f"✓ {label}" if on else label, Wish(chat.id, part, words))

    now = chat.settings
    if part is Part.PACE:
        choices = ((texts.at_once, "once"), (texts.daily, "daily"), (texts.weekly, "weekly"))
        of = (Pace.AT_ONCE, Pace.DAILY, Pace.WEEKLY)
        rows = [
            tuple(
                wish(*choice, on=pace is now.pace) for choice, pace in zip(choices, of, strict=True)
            )
        ]
        if now.pace is Pace.WEEKLY:
            days = texts.days.items()
            rows += _rows(wish(d, f"day {n + 1}", on=n == now.digest_day) for n, d in days)
        if now.pace is not Pace.AT_ONCE:
            rows += _rows(wish(t, f"at {t}", on=t == clock(now.digest_at)) for t in _TIMES)
        return _Page((texts.pace_how,), tuple(rows))
    if part is Part.QUIET:
        quiet = f"{clock(now.quiet.start)}-{clock(now.quiet.end)}" if now.quiet else ""
        off = wish(texts.quiet_off, "quiet off", on=not quiet)
        hours = (wish(hours, f"quiet {hours}", on=hours == quiet) for hours in _QUIET)
        return _Page((texts.quiet_how, texts.quiet_type), _rows((*hours, off), 2))
    if part is Part.ZONE:
        zones = (
            wish(
                texts.beijing if zone == _BEIJING else zone,
                f"zone {zone}",
                on=zone == now.timezone.key,
            )
            for zone in _ZONES
        )
        return _Page((texts.zone_type,), _rows(zones, 2))
    if part is Part.AMOUNT:
        amounts = _amounts(texts).items()
        return _Page(
            (), _rows((wish(t, f"text {a.value}", on=a is now.amount) for a, t in amounts), 1)
        )
    if part is Part.ASKING:
        askings = _askings(texts).items()
        return _Page(
            (texts.asking_how,),
            _rows((wish(t, f"ask {a.value}", on=a is now.asking) for a, t in askings), 1),
        )
    languages = _languages(texts).items()
    return _Page(
        (),
        _rows(
            (
                wish(t, f"language {code or 'own'}", on=code == now.language)
                for code, t in languages
            ),
            2,
        ),
    )


def _zone(key: str, texts: SettingsTexts) -> str:
    """Return a time zone by its key, and by its name where people know it by one."""
    return texts.zone_named.format(name=texts.beijing, zone=key) if key == _BEIJING else key


def _amounts(texts: SettingsTexts) -> dict[Amount, str]:
    return {
        Amount.HEADLINES: texts.headlines,
        Amount.PASSAGE: texts.passage,
        Amount.PASSAGES: texts.passages,
    }


def _askings(texts: SettingsTexts) -> dict[Asking, str]:
    return {
        Asking.EVERYONE: texts.everyone,
        Asking.ADMINS: texts.only_admins,
        Asking.PRIVATE: texts.in_private,
    }


def _is_group(chat: Chat) -> bool:
    return chat.kind in (ChatKind.GROUP, ChatKind.SUPERGROUP)


def _languages(texts: SettingsTexts) -> dict[str | None, str]:
    return {
        "zh-hans": texts.simplified,
        "zh-hant": texts.traditional,
        "en": texts.english,
        None: texts.own,
    }


def _lines(lines: list[Markup]) -> Markup:
    return joined(lines, "\n")


def _rows(buttons: Iterable[Button], width: int = _ROW) -> tuple[tuple[Button, ...], ...]:
    every = tuple(buttons)
    return tuple(every[at : at + width] for at in range(0, len(every), width))
