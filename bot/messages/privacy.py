"""What asks a person whether to delete all that is kept of them."""

from bot.messages.markup import plain
from bot.messages.people_texts import PeopleTexts
from bot.messages.screen import Screen, button
from bot.messages.settings_keys import Forget


def forget_screen(user_id: int, texts: PeopleTexts) -> Screen:
    """Return what would be deleted of a user, with a button for yes and one for no."""
    row = (
        button(texts.forget_yes, Forget(user_id, wanted=True)),
        button(texts.forget_no, Forget(user_id, wanted=False)),
    )
    return Screen(plain(texts.forget_what), (row,))
