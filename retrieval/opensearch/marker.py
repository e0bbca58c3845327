"""How far the indexes in the cluster have come: a document beside them.

It says of which archive they are, up to which revision all is in them and found, and who writes to
them. It is replaced by whoever saw it last, and by nobody else: the cluster refuses what goes by an
older one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import msgspec

from retrieval.errors import BulletinError
from retrieval.opensearch.mapping import FORMAT

LEASE = 30.0
"""Seconds for which a writer that does not come back keeps others away."""


class IndexHeld(BulletinError):
    """Another process writes to the indexes: they are left to it until ``until``, in Unix time."""

    def __init__(self, owner: str, until: float) -> None:
        super().__init__(
            f"检索集群里的索引正由另一个进程（{owner}）写着，同时只能有一个；它停了，过一会儿再试 "
            f"({owner} writes to the indexes in the cluster: one process does at a time)"
        )
        self.owner = owner
        self.until = until


@dataclass(frozen=True, slots=True)
class Marker:
    """What is in the indexes: all up to ``revision``, of the database of a ``mark`` (`mark_of`).

    ``whole`` once they have had all of an archive. A pass that is under way leads to the revision
    ``to``, whose mark is ``to_mark``: of it the articles up to the id ``after`` are in. Gone on
    with after a stop, it has documents of the revision ``latest``, whose mark is ``latest_mark``.
    0 and "" stand for none. ``owner`` writes until ``until``, in Unix time. ``format`` is that of
    what documents hold.
    """

    revision: int = 0
    mark: str = ""
    whole: bool = False
    to: int = 0
    to_mark: str = ""
    after: int = 0
    latest: int = 0
    latest_mark: str = ""
    owner: str = ""
    until: float = 0.0
    format: int = FORMAT

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Self:
        """Return the marker that `fields` gave."""
        return msgspec.convert(fields, cls)

    @property
    def fields(self) -> dict[str, object]:
        """What is kept of it in the cluster."""
        return {name: getattr(self, name) for name in self.__slots__}

    def held_by(self, owner: str, now: float) -> Self:
        """Return the marker with ``owner`` as its writer from now on.

        Raises IndexHeld while another is.
        """
        self.check_free(owner, now)
        return replace(self, owner=owner, until=now + LEASE)

    def check_free(self, owner: str, now: float) -> None:
        """Raise IndexHeld while another than ``owner`` writes."""
        if self.owner not in {"", owner} and self.until > now:
            raise IndexHeld(self.owner, self.until)

    def let_go(self) -> Self:
        """Return the marker without a writer."""
        return replace(self, owner="", until=0.0)

    def toward(self, to: int, to_mark: str, after: int) -> Self:
        """Return the marker of a pass to a revision that has come to an article."""
        return replace(self, to=to, to_mark=to_mark, after=after)

    def gone_on_with(self, latest: int, latest_mark: str) -> Self:
        """Return the marker of a stopped pass that writes documents of a later revision now."""
        return replace(self, latest=latest, latest_mark=latest_mark)

    def arrived(self, revision: int, mark: str) -> Self:
        """Return the marker of indexes in which all up to a revision is found."""
        done = replace(self, to=0, to_mark="", after=0, latest=0, latest_mark="")
        return replace(done, revision=revision, mark=mark, whole=True)

    @property
    def revisions(self) -> tuple[tuple[int, str], ...]:
        """The revisions of which documents may be in, each with its mark."""
        return (self.revision, self.mark), (self.to, self.to_mark), (self.latest, self.latest_mark)
