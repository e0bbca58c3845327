"""Documents that people send, fetched from Telegram; from nowhere else is anything ever fetched."""

from telegram import Document
from telegram.error import BadRequest

from bot.access.request import Request


class TooLarge(Exception):
    """The document has more bytes than are read."""


async def fetched(request: Request, document: Document, most: int) -> bytes:
    """Return a document's bytes, at most ``most`` of them, whatever its size was said to be.

    Raises TooLarge, and NetworkError where Telegram does not give it.
    """
    if (document.file_size or 0) > most:
        raise TooLarge
    try:
        file = await request.bot.get_file(document)
    except BadRequest as error:
        if "too big" in error.message.lower():
            raise TooLarge from None
        raise
    data = bytearray()
    async for chunk in request.services.fetch(file.file_path or ""):
        data += chunk
        if len(data) > most:
            raise TooLarge
    return bytes(data)
