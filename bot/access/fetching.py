"""Files that people send, fetched from Telegram; nothing is ever fetched from anywhere else."""

from telegram import Document, PhotoSize

from bot.access.request import Request
from bot.telegram.calls import CallFailed
from bot.telegram.outcome import FileTooBig
from bot.telegram.patience import patiently


class TooLarge(Exception):
    """The file is larger than what is read."""


async def fetch_file(request: Request, document: Document | PhotoSize, max_bytes: int) -> bytes:
    """Return a file's bytes, at most ``max_bytes``, whatever size it is said to have.

    Raises TooLarge, and CallFailed where Telegram does not send it.
    """
    if (document.file_size or 0) > max_bytes:
        raise TooLarge
    try:
        file = await patiently(lambda: request.bot.get_file(document))
    except CallFailed as error:
        if isinstance(error.outcome, FileTooBig):
            raise TooLarge from None
        raise
    data = bytearray()
    async for chunk in request.services.fetch(file.file_path or ""):
        data += chunk
        if len(data) > max_bytes:
            raise TooLarge
    return bytes(data)
