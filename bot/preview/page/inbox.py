"""Pages dropped on the page: they go into the inbox folder that the bot watches."""

from pathlib import Path, PurePosixPath

from bot.preview.wire import bad

ENDINGS = (".md", ".markdown", ".txt")
MAX_NAME_BYTES = 200
_UNFINISHED = ".part"  # names that end so are passed over by who watches


def put(inbox: Path, name: str, data: bytes) -> str:
    """Write the file into the inbox, whole or not at all; return the name that it has there.

    One of the same name is replaced. Folders in the name are left out. Raises Refusal if the name
    is not that of a page, or there is nothing in it.
    """
    last = PurePosixPath(name.replace("\\", "/")).name.strip()
    if last.startswith(".") or not last.lower().endswith(ENDINGS) or not last.isprintable():
        raise bad("a page's name ends with " + " ".join(ENDINGS))
    if len(last.encode()) > MAX_NAME_BYTES:
        raise bad("the name is too long")
    if not data.strip():
        raise bad("the file is empty")
    inbox.mkdir(parents=True, exist_ok=True)
    unfinished = inbox / f"{last}{_UNFINISHED}"
    unfinished.write_bytes(data)
    unfinished.replace(inbox / last)
    return last
