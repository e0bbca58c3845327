"""``search-index``: looking at the cluster's indexes, filling them, putting them to use."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.commands import main
from tests.support.opensearch.fake import FakeCluster
from tests.support.opensearch.served import served

PAGE = "# {title}\n\n本报讯 {title}的消息传遍了二七区，区委书记樊福太看了。\n\n记者 景静\n"


@pytest.fixture
def cluster(here: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCluster]:
    assert here.is_dir()
    fake = FakeCluster()
    with served(fake) as url:
        monkeypatch.setenv("SEARCH_URL", url)
        yield fake


@pytest.fixture
def stored(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here, "A01.md", "樱桃沟修路")
    capsys.readouterr()


def put(here: Path, name: str, title: str) -> None:
    (here / name).write_text(PAGE.format(title=title), encoding="utf-8")
    assert main(["ingest", name]) == 0


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["search-index", *arguments])
    told = capsys.readouterr()
    return status, told.out, told.err


def shown(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    status, out, _ = run(capsys, "status", "--json")
    found: dict[str, object] = json.loads(out)
    return status, found


@pytest.mark.usefixtures("stored", "cluster")
def test_indexes_are_filled_and_then_put_to_use(capsys: pytest.CaptureFixture[str]) -> None:
    status, found = shown(capsys)
    assert (status, found["searched"], found["beside"]) == (1, None, [])
    status, out, _ = run(capsys, "switch")
    assert status == 1
    status, out, _ = run(capsys, "fill", "--shards", "2")
    assert status == 0
    assert "填好了 bulletins-" in out
    status, found = shown(capsys)
    assert (status, found["searched"]) == (1, None)
    status, out, _ = run(capsys, "switch")
    assert (status, "换上了 bulletins-" in out) == (0, True)
    status, found = shown(capsys)
    assert (status, found["current"], found["beside"]) == (0, True, [])
    searched = found["searched"]
    assert isinstance(searched, dict)
    assert (searched["whole"], searched["behind"], searched["shards"]) == (True, 0, 2)


@pytest.mark.usefixtures("stored", "cluster")
def test_how_far_it_is_behind_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "fill")
    run(capsys, "switch")
    put(here, "A02.md", "城市书房开放")
    capsys.readouterr()
    status, out, _ = run(capsys, "status")
    assert status == 1
    assert "资料库：第 2 次改动" in out
    assert "到第 1 次改动，差 1 篇" in out
    status, out, _ = run(capsys, "fill")
    assert (status, "不用填" in out) == (0, True)


@pytest.mark.usefixtures("stored", "cluster")
def test_what_is_in_use_is_made_anew_only_if_asked(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "fill")
    run(capsys, "switch")
    assert run(capsys, "fill", "--anew")[0] == 0
    _, found = shown(capsys)
    assert len(found["beside"]) == 1  # type: ignore[arg-type]
    assert run(capsys, "switch")[0] == 0
    assert run(capsys, "switch")[0] == 1


@pytest.mark.usefixtures("stored")
def test_a_cluster_that_is_away_is_told_with_the_reason(
    cluster: FakeCluster, capsys: pytest.CaptureFixture[str]
) -> None:
    cluster.away = True
    status, out, err = run(capsys, "status")
    assert (status, out) == (1, "")
    assert "现在查不了" in err
    assert "503" in err


@pytest.mark.usefixtures("stored")
def test_without_a_cluster_it_says_what_to_set(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "status")
    assert status == 2
    assert "SEARCH_URL" in err


@pytest.mark.usefixtures("cluster")
def test_without_an_archive_none_is_made(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "fill")
    assert (status, (here / "data").exists()) == (1, False)
    assert "还没有资料库" in err


@pytest.mark.usefixtures("stored", "cluster")
def test_what_asks_a_cluster_has_to_be_installed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.search_cluster.find_spec", lambda _: None)
    status, _, err = run(capsys, "status")
    assert status == 2
    assert "pip install 'bulletin-bot[opensearch]'" in err


@pytest.mark.usefixtures("stored", "cluster")
def test_check_says_where_the_index_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "索引：在检索集群里（看 search-index status）" in capsys.readouterr().out


@pytest.mark.usefixtures("stored")
def test_a_question_to_a_cluster_that_is_away_is_told_why(
    cluster: FakeCluster, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster.away = True
    assert main(["ask", "樱桃沟"]) == 1
    assert "503" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO("樱桃沟\n老码头\n"))
    assert main(["chat"]) == 0  # it goes on with the next one
    assert capsys.readouterr().err.count("现在查不了") == 2
