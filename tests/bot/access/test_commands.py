"""The table of commands: each intent once, no name and no words twice, and what is told of it."""

from collections import Counter

import pytest

from bot.access.commands import COMMANDS, Menu, Shelf, Who, is_public
from bot.access.explaining import help_text, in_chinese, usage
from bot.access.intents import Intent
from bot.access.parsing import parse_words
from bot.handlers.commands import ACTIONS
from bot.messages.catalogue import Texts
from bot.messages.texts import EN, HANT, ZH
from bot.model import ChatKind

every_language = pytest.mark.parametrize("texts", [ZH, HANT, EN], ids=["zh", "hant", "en"])


def test_every_intent_has_one_row_and_one_action() -> None:
    assert sorted(one.intent for one in COMMANDS) == sorted(Intent)
    assert ACTIONS.keys() == set(Intent)


def test_no_name_and_no_words_are_those_of_two_commands() -> None:
    names = [one.slash for one in COMMANDS if one.slash]
    said = Counter([*names, *(word for one in COMMANDS for word in one.chinese)])
    assert [name for name, times in said.items() if times > 1] == []


@pytest.mark.parametrize(
    "command", [one for one in COMMANDS if one.slash], ids=lambda one: one.slash
)
def test_a_command_is_found_by_its_name_and_by_each_of_its_words(command: object) -> None:
    (row,) = [one for one in COMMANDS if one is command]
    said = [usage(row), usage(row, "@paper_bot"), *row.chinese]
    assert {parse_words(words).intent for words in said} == {row.intent}


def test_what_is_said_of_a_person_is_no_business_of_a_channel() -> None:
    of_people = {Intent.START, Intent.PRIVACY, Intent.FORGET, Intent.UPLOAD, Intent.STATUS}
    assert {one.intent for one in COMMANDS if ChatKind.CHANNEL in one.chats} & of_people == set()


def test_nobody_else_is_told_what_the_bots_admins_may() -> None:
    theirs = [one for one in COMMANDS if one.who is Who.BOT_ADMINS]
    assert theirs
    assert [
        one.slash
        for one in theirs
        if not one.menus | one.helped <= {Menu.BOT_ADMINS} or is_public(one)
    ] == []


@every_language
@pytest.mark.parametrize("menu", Menu)
def test_the_help_tells_every_command_of_its_menu_that_it_has_to(texts: Texts, menu: Menu) -> None:
    told = help_text(texts, "paper_bot", menu)
    expected = {one.slash for one in COMMANDS if menu in one.helped}
    name = "" if menu in (Menu.PRIVATE, Menu.BOT_ADMINS) else "@paper_bot"
    lines = {line.split()[0] for line in told.splitlines() if " — " in line}
    assert lines == {f"/{slash}{name}" for slash in expected}


@every_language
def test_the_help_fits_a_message_and_a_screen_of_a_phone(texts: Texts) -> None:
    for menu in Menu:
        told = help_text(texts, "paper_bot", menu)
        assert len(told) < 1600
        assert len(told.splitlines()) <= 32


def test_what_is_shown_in_help_is_on_a_shelf_and_has_a_line() -> None:
    helped = [one for one in COMMANDS if one.helped]
    assert [one.slash for one in helped if one.shelf is None or one.line is None] == []
    assert {one.shelf for one in helped} == {*Shelf}
    assert [one.slash for one in helped if not in_chinese(one)] == []


def test_an_admin_of_the_bot_has_what_a_reader_has_and_the_desk_first() -> None:
    by_menu = {
        menu: [one.slash for one in COMMANDS if menu in one.menus]
        for menu in (Menu.PRIVATE, Menu.BOT_ADMINS)
    }
    assert by_menu[Menu.BOT_ADMINS][0] == "desk"
    added = [one for one in by_menu[Menu.BOT_ADMINS] if one not in by_menu[Menu.PRIVATE]]
    assert added == ["desk", "feedback", "broadcast", "status"]
    assert [one for one in by_menu[Menu.PRIVATE] if one not in by_menu[Menu.BOT_ADMINS]] == []
