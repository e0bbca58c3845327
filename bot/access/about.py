"""What others said, as far as a question may be about it."""

from dataclasses import replace

from bot.access.request import Request
from retrieval.query import has_subject

_MOST = 60  # characters of what a question is about


async def with_subject(request: Request) -> Request:
    """Return a question with what it is about before it, where it says nothing by itself.

    ``谁写的`` in reply to what a friend wrote is asked of that. Raises ArchiveUnavailable.
    """
    said, replied = request.utterance, request.replied
    is_own = replied is not None and replied.from_user == request.bot.bot
    if not request.about or is_own or has_subject(said.words):
        return request
    if (await request.archive.ask(said.words)).answered:
        return request
    words = f"{gist(request.about, _MOST)} {said.words}"
    return replace(request, utterance=replace(said, words=words, text=words))


def gist(text: str, most: int) -> str:
    """Return a text, or of one with more than so many characters its first line, as far as it."""
    if len(text) <= most:
        return text
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return first[:most]
