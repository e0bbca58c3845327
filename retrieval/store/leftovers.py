"""What an archive leaves beside its name when it is gone: drafts, former files, its log and index.

Where any of it lies an archive was kept, so an empty one is made only when it is asked for.
"""

import re
from pathlib import Path

from retrieval.errors import ArchiveUnavailable
from retrieval.store.atomic_write import BESIDE

_DRAFT = r"\.\d+\.part"
_ASIDE = r"\.\d{8}T\d{6}"
_JOURNAL = "-journal"
_SHOWN = 3  # names in the message


def drafts(path: Path) -> list[Path]:
    """Return what a restore that was killed had begun to write, by name."""
    return _named(path, f"({_ASIDE})?{_DRAFT}.*")


def former(path: Path) -> list[Path]:
    """Return the files that a restore kept when it put others in their place, by name."""
    return _named(path, _ASIDE)


def leftovers(path: Path) -> list[Path]:
    """Return what was an archive's by the name of ``path``, other than the file, by name."""
    logs = "|".join(BESIDE)
    return _named(path, f"({_DRAFT}|{_ASIDE}|{logs}|-index)")


def refuse_leftovers(path: Path) -> None:
    """Raise ArchiveUnavailable where an archive would be made beside what another left."""
    made = path.exists()
    if made and path.stat().st_size:
        return
    # Archives keep a log: beside an empty file a journal is that of a process that makes it now.
    beside = (one.name for one in leftovers(path))
    found = [name for name in beside if not (made and name.endswith(_JOURNAL))]
    if found:
        names = ", ".join((*found[:_SHOWN], *("…" for _ in found[_SHOWN : _SHOWN + 1])))
        raise ArchiveUnavailable(
            f"{path}: 资料库不见了，旁边还有它留下的 {names}；请用 restore 恢复备份，"
            "确定要一个空的就用 ingest --new 或 run --new (the archive is gone, but its leftovers "
            "lie here: put a copy back with `restore`, or give `ingest` or `run` --new for an "
            "empty one)"
        )


def _named(path: Path, ending: str) -> list[Path]:
    whole = path.resolve()
    if not whole.parent.is_dir():
        return []
    named = re.compile(re.escape(whole.name) + ending)
    return sorted(one for one in whole.parent.iterdir() if named.fullmatch(one.name))
