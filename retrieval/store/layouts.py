"""What a page's file tells beside the words, as JSON: in the archive, and on its way into it."""

from typing import TypeVar

import msgspec

from retrieval.model.page_text import PLAIN, Layout, PageText

Kept = TypeVar("Kept", Layout, PageText)


def layout_json(layout: Layout) -> str | None:
    """Return a layout as it is kept; None for one that tells nothing."""
    return None if layout == PLAIN else msgspec.json.encode(layout).decode()


def layout_of(kept: str | None) -> Layout:
    """Return a layout that `layout_json` gave. Raises ValueError for other text."""
    return PLAIN if kept is None else _decoded(kept, Layout)


def page_text_json(page: PageText) -> str:
    """Return a page on its way in as it is kept."""
    return msgspec.json.encode(page).decode()


def page_text_of(kept: str) -> PageText:
    """Return a page that `page_text_json` gave. Raises ValueError for other text."""
    return _decoded(kept, PageText)


def _decoded(kept: str, kind: type[Kept]) -> Kept:
    try:
        return msgspec.json.decode(kept, type=kind)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from None
