"""Writes settings into `.env`, whole or not at all, so that only its owner may read it.

What else stands in the file stays: comments, order, other settings. Where there is no file yet, it
begins as a copy of the example that lies beside it.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from dotenv import set_key

EXAMPLE = ".env.example"
_HEAD = (
    "# 由 bulletin-bot start 写下；别的设置见说明书。只有您能读这个文件，令牌等于密码。\n"
    "# Written by bulletin-bot start. Keep it to yourself: the token is a password.\n"
)
# Docker's --env-file takes quotes for a part of the value: they are put only where they must be.
_PLAIN = re.compile(r"[\w./:@,+%=-]+")
_OWNER_ONLY = 0o600


def write_settings(path: Path, settings: Mapping[str, str]) -> None:
    """Put the settings, values of one line each, into the file at ``path``.

    Raises OSError, and UnicodeDecodeError where the file that is there is no UTF-8 text; then the
    file is as it was.
    """
    whole = path.resolve()  # a link stays a link
    with TemporaryDirectory(prefix=f"{path.name}-", dir=whole.parent) as folder:
        draft = Path(folder) / path.name
        draft.touch(_OWNER_ONLY)
        draft.write_text(_text(whole), encoding="utf-8")
        for name, value in settings.items():
            set_key(draft, name, value, quote_mode="never" if _PLAIN.fullmatch(value) else "always")
        draft.chmod(_OWNER_ONLY)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(whole)


def _text(path: Path) -> str:
    for file in (path, path.with_name(EXAMPLE)):
        if file.exists():
            return file.read_text(encoding="utf-8")
    return _HEAD
