"""The page that sets the bot up for Telegram, as far as it is the page's: who does it is passed in.

``POST /set-up/STEP`` takes a JSON object and returns one; a step that cannot be taken as it was
given says ``why``, and of which ``field``.
"""

from typing import Protocol

from bot.preview.wire import JsonObject, Refusal, string

NOTHING = "这里没有要设置的。There is nothing to set up here."


class SetUp(Protocol):
    """Sets the bot up, step after step. No step returns the token.

    ``key`` is shown on the terminal: other users of the machine reach the page, too, and don't see
    that.
    """

    async def about(self) -> JsonObject:
        """Return what is asked for (``paper``, ``admin``), or ``why`` nothing is."""

    async def find(self, key: str, paper: str, token: str, proxy: str) -> JsonObject:
        """Look for the token's bot; return ``name``, ``username``, ``chat``, ``link``, ``word``.

        ``chat`` is the address of the chat with the bot; ``link`` sends the first admin's word
        there.
        """

    async def admin(self, key: str) -> JsonObject:
        """Wait a while for who sends the word; return their ``name`` and ``id`` once they did."""

    async def save(self, key: str) -> JsonObject:
        """Write the settings; return the ``path`` that they are in. The try ends then."""


async def take(set_up: SetUp | None, step: str, given: JsonObject) -> JsonObject:
    """Take the step of that name. Raises Refusal if there is none such."""
    match step:
        case "about":
            return await set_up.about() if set_up else {"why": NOTHING}
        case "find" if set_up:
            fields = (string(given, name) for name in ("key", "paper", "token", "proxy"))
            return await set_up.find(*fields)
        case "admin" if set_up:
            return await set_up.admin(string(given, "key"))
        case "save" if set_up:
            return await set_up.save(string(given, "key"))
    raise Refusal(404, "no such step")
