"""A paper's name where the page itself prints none: a folder of the path that it came under.

``二七日报/2022-10-27/A05.md`` is of the 二七日报. A folder names a paper if its name ends as
papers' names do and is no word for papers in general (电子报, 旧报); a file's name never does.
"""

import re
from pathlib import PurePosixPath

_DAY = re.compile(r"(?:19|20)\d{2}[-_.年/]?\d{1,2}[-_.月/]?\d{1,2}日?")
_NUMBER = re.compile(r"[0-9]+")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z·]{1,18}(?:报|周刊|时讯|通讯|快讯|早讯)")
_GENERAL = re.compile(
    "(?:电子|数字|数字化|手机|旧|老|新|往期|全部|所有|本地|外地|订阅的?|扫描|原|党|大|小)?的?报"
    "|(?:[0-9一二三四五六七八九十]+(?:月|周|年|期|份)|[每各上本](?:月|周|日|年|期|份)?)的?报"
    "|[日周月年墙海简通公情汇预喜捷]报"
)
_PAIRED = frozenset({"日报", "晚报", "晨报", "早报", "周报", "午报"})
"""Short names that a folder has where an office keeps its papers beside each other."""


def folder_paper(path: str) -> str | None:
    """Return the name of the paper that a folder of ``path`` tells, the nearest one; maybe None."""
    folders = PurePosixPath(path.replace("\\", "/")).parts[:-1]
    for folder in reversed(folders):
        name = _DAY.sub("", folder).strip(" -_.")
        if name in _PAIRED or (_NAME.fullmatch(name) and not _GENERAL.fullmatch(name)):
            return name
    return None


def habits_of(paper: str | None, path: str) -> str | None:
    """Return whose habits a page shows: its paper's or, where that is unknown, its folder's.

    Days and other numbers in folders do not count: ``扫描/2022-10-27/A05.md`` shares its habits
    with ``扫描/2022-10-28/A05.md``. None for a page without either.
    """
    if paper:
        return paper
    folders = PurePosixPath(path.replace("\\", "/")).parts[:-1]
    return "".join(f"{_NUMBER.sub('#', one)}/" for one in folders if one not in ("/", ".")) or None
