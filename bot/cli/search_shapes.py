"""The JSON of ``search-index status``; a key is never renamed or taken away."""

from dataclasses import dataclass

from retrieval.opensearch import Filled, IndexStatus


@dataclass(frozen=True, slots=True)
class GenerationShape:
    """Indexes of one version. ``revision`` is the last change of the archive that is in them.

    ``whole`` once all of an archive was; ``behind`` are the articles that changed since.
    """

    name: str
    version: str
    shards: int
    revision: int
    whole: bool
    behind: int


@dataclass(frozen=True, slots=True)
class HealthShape:
    """How the cluster is: green, yellow or red, and how many nodes it has."""

    status: str
    nodes: int


@dataclass(frozen=True, slots=True)
class SearchIndexShape:
    """The indexes in a cluster, the archive's last change, and the version that is wanted.

    ``current`` if what is searched is of that version and has all of the archive.
    """

    current: bool
    version: str
    revision: int
    cluster: HealthShape
    searched: GenerationShape | None
    beside: tuple[GenerationShape, ...]


def search_index_shape(status: IndexStatus) -> SearchIndexShape:
    """Return a status as it is printed."""
    return SearchIndexShape(
        status.current,
        status.version,
        status.revision,
        HealthShape(status.health.status, status.health.nodes),
        None if status.searched is None else _shape(status.searched),
        tuple(_shape(one) for one in status.filled if not one.generation.searched),
    )


def _shape(one: Filled) -> GenerationShape:
    generation, marker = one.generation, one.marker
    return GenerationShape(
        *(generation.title, generation.version, generation.shards),
        *(marker.revision, marker.whole, one.behind),
    )
