"""Pages dropped on the page: they go into the inbox folder that the bot watches."""

from pathlib import Path, PurePosixPath

from bot.preview.wire import bad

MAX_NAME_BYTES = 200
_UNFINISHED = ".part"  # names that end so are passed over by who watches


def put(inbox: Path, name: str, data: bytes) -> str:
    """Write the file into the inbox, whole or not at all; return the name that it has there.

    One of the same name is replaced. Folders in the name are left out; what is in the file tells
    the bot what it is. Raises Refusal if the name is hidden or no name, or there is nothing in it.
    """
    last = PurePosixPath(name.replace("\\", "/")).name.strip()
    if last in ("", "..") or last.startswith(".") or last.endswith(_UNFINISHED):
        raise bad("a file needs a name that is not hidden, nor that of an unfinished one")
    if not last.isprintable():
        raise bad("the name has characters that can't be seen")
    if len(last.encode()) > MAX_NAME_BYTES:
        raise bad("the name is too long")
    if not data.strip():
        raise bad("the file is empty")
    inbox.mkdir(parents=True, exist_ok=True)
    unfinished = inbox / f"{last}{_UNFINISHED}"
    unfinished.write_bytes(data)
    unfinished.replace(inbox / last)
    return last
