import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.opensearch.cluster import Cluster, Unavailable
from tests.support.opensearch.node import Node, NodeFailed
from tests.support.opensearch.program import FOLDER, program
from tests.support.opensearch.required import REFUSE, required_cluster

ROOT = Path(__file__).parents[2]
SECONDS = 30.0
INDEX = {
    "settings": {"number_of_shards": 2, "number_of_replicas": 1},
    "mappings": {"properties": {"words": {"type": "text", "analyzer": "whitespace"}}},
}
HOLDER = """
import sys
from pathlib import Path
from tests.support.opensearch.cluster import Cluster
with Cluster(Path(sys.argv[1]), nodes=1) as cluster:
    print(cluster.nodes[0].pid, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with required_cluster(tmp_path_factory.mktemp("nodes")) as started:
        yield started


def found(cluster: Cluster, word: str, node: int) -> list[str]:
    answer = cluster.call(
        "POST",
        "/pages/_search?search_type=dfs_query_then_fetch",
        {"query": {"match": {"words": word}}},
        node=node,
    )
    assert answer.status == 200, answer
    assert answer["_shards"]["failed"] == 0
    return [hit["_id"] for hit in answer["hits"]["hits"]]


@pytest.fixture
def pages(cluster: Cluster) -> Iterator[None]:
    cluster.settled()
    assert cluster.call("PUT", "/pages", INDEX).status == 200
    cluster.settled()
    for name, words in (("a", "河湾 菜市场 搬迁"), ("b", "河湾 大桥")):
        cluster.call("PUT", f"/pages/_doc/{name}?refresh=true", {"words": words})
    yield
    cluster.call("DELETE", "/pages")


@pytest.mark.cluster
@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("lost", [0, 1])
def test_one_node_reads_without_the_other_which_comes_back(cluster: Cluster, lost: int) -> None:
    left = 1 - lost
    assert [found(cluster, "菜市场", node) for node in (0, 1)] == [["a"], ["a"]]
    assert found(cluster, "市场", left) == []  # words are parted at blanks only
    cluster.kill(lost)
    assert cluster.running == [left]
    assert found(cluster, "大桥", left) == ["b"]
    cluster.start(lost)
    cluster.settled("green")
    assert sorted(found(cluster, "河湾", lost)) == ["a", "b"]


@pytest.mark.cluster
@pytest.mark.usefixtures("pages")
def test_a_node_that_stops_and_one_that_pauses_come_back(cluster: Cluster) -> None:
    cluster.stop(1)
    assert cluster.nodes[1].log().rstrip().endswith("closed")
    cluster.settled("yellow", nodes=1)
    cluster.start(1)
    cluster.settled()
    cluster.pause(1)
    with pytest.raises(TimeoutError):
        cluster.call("GET", "/", node=1, seconds=0.5)
    cluster.resume(1)
    assert found(cluster, "大桥", 1) == ["b"]


@pytest.mark.cluster
@pytest.mark.usefixtures("cluster")  # none where none can be had
def test_nodes_end_with_whoever_started_them(tmp_path: Path) -> None:
    command = (sys.executable, "-c", HOLDER, str(tmp_path))
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        node = os.pidfd_open(int(holder.stdout.readline()))
        holder.kill()
    ended, _, _ = select.select([node], [], [], SECONDS)
    os.close(node)
    assert ended


@pytest.mark.cluster
@pytest.mark.usefixtures("cluster")
def test_a_node_that_cannot_start_tells_its_log(tmp_path: Path) -> None:
    with (
        pytest.raises(NodeFailed, match=r"unknown setting \[no.such\]"),
        Cluster(tmp_path, nodes=1, settings={"no.such": "setting"}),
    ):
        pass


@pytest.mark.cluster
@pytest.mark.usefixtures("cluster")
def test_a_node_whose_port_is_taken_for_a_moment_starts_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = Cluster(tmp_path, nodes=1)
    [node] = alone.nodes
    taken = socket.create_server((node.address.host, node.address.http))
    begin, lives = Node.begin, [taken.fileno, taken.close]

    def beginning(node: Node) -> None:
        lives.pop(0)()  # the first life finds it taken, the second does not
        begin(node)

    monkeypatch.setattr(Node, "begin", beginning)
    with alone:
        assert "Failed to bind" in node.log()
        assert alone.call("GET", "/").status == 200
    assert lives == []


@pytest.mark.cluster
@pytest.mark.usefixtures("cluster")
def test_a_node_whose_port_stays_taken_is_given_up(tmp_path: Path) -> None:
    alone = Cluster(tmp_path, nodes=1)
    [node] = alone.nodes
    with (
        socket.create_server((node.address.host, node.address.http)),
        pytest.raises(NodeFailed, match="Failed to bind"),
        alone,
    ):
        pass
    assert node.pid is None


def having(folder: Path, **scripts: str) -> str:
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return str(folder)


@pytest.mark.parametrize(
    ("scripts", "reason"),
    [
        ({}, "there is no java here"),
        ({"java": ":"}, "there is no mvn here"),
        ({"java": ":", "mvn": "echo no such jar; exit 1"}, "(?s)Maven.*no such jar"),
        ({"java": ":", "mvn": ":"}, "there is no javac here"),
        (
            {"java": ":", "mvn": ":", "javac": "echo too old >&2; exit 1"},
            "(?s)javac failed.*too old",
        ),
    ],
)
def test_it_is_said_why_no_node_can_be_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scripts: dict[str, str], reason: str
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", having(tmp_path, **scripts))
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    with pytest.raises(Unavailable, match=reason):
        program()
    assert list((tmp_path / "kept").glob("launcher-*")) == []


def test_what_was_made_once_needs_neither_maven_nor_a_compiler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", having(tmp_path, java=":", mvn=":", javac=":"))
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    made = program()
    for tool in ("mvn", "javac"):
        (tmp_path / tool).unlink()
    assert program() == made


@pytest.mark.parametrize(
    ("refusing", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)]
)
def test_a_cluster_that_is_not_to_be_had_skips_or_fails(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    refusing: str,
    outcome: type[BaseException],
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv(REFUSE, refusing)
    with pytest.raises(outcome, match="no java"), required_cluster(tmp_path):
        pass
