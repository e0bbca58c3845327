"""The table of buttons: the rows of all subjects, by the type of key."""

from collections.abc import Mapping

from bot.access.intents import Intent
from bot.access.taps import ButtonRow
from bot.handlers import (
    alerts,
    corrections,
    desk,
    feedback,
    issues,
    notices,
    privacy,
    questions,
    settings,
    stories,
    subscriptions,
    uploads,
    wishes,
)

ROWS = (
    *stories.BUTTONS,
    *questions.BUTTONS,
    *issues.BUTTONS,
    *feedback.BUTTONS,
    *corrections.BUTTONS,
    *subscriptions.BUTTONS,
    *settings.BUTTONS,
    *privacy.BUTTONS,
    *alerts.BUTTONS,
    *notices.BUTTONS,
    *desk.BUTTONS,
    *uploads.BUTTONS,
    *wishes.buttons(
        {Intent.SUBSCRIBE: subscriptions.subscribe, Intent.SETTINGS: settings.settings}
    ),
)

BUTTONS: Mapping[type, ButtonRow] = {row.key: row for row in ROWS}
