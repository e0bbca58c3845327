"""Imports run one way: down the rooms, never up, and Telegram stays at the edge."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# From the ground up. A module may import from its own floor's room or from a lower floor; the
# longest prefix that fits names its room. Two rooms on one floor do not know each other.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("retrieval.model", "retrieval.errors"),
    ("retrieval.analysis", "retrieval.beir", "retrieval.reading"),
    ("retrieval.arguments", "retrieval.names", "retrieval.passages"),
    ("retrieval.index",),
    ("retrieval.query",),
    ("retrieval.filter", "retrieval.search", "retrieval.highlight"),
    ("retrieval.answer", "retrieval.percolate", "retrieval.store"),
    ("retrieval.serving",),
    ("retrieval.observing", "retrieval.upkeep", "retrieval.watching"),
    ("retrieval.reader",),
    ("retrieval.archive", "retrieval.benchmark", "retrieval.evaluate", "retrieval.learn"),
    ("retrieval.ablation", "retrieval.silence"),
    ("bot.clocks", "bot.measures", "bot.model", "bot.uploads.model", "bot.values"),
    ("bot.config", "bot.followups", "bot.logs", "bot.messages", "bot.store"),
    ("bot.keyboard", "bot.listening", "bot.taken", "bot.tasks"),
    (
        "bot.alerts",
        "bot.feedback",
        "bot.forgetting",
        "bot.freshness",
        "bot.inbox",
        "bot.inquiries",
        "bot.ledger",
        "bot.uploads",
    ),
    ("bot.handlers", "bot.preview", "bot.transport", "bot.updates", "bot.watch"),
    ("bot.incoming", "bot.opening"),
    ("bot.trial", "bot.webhook"),
    ("bot.app",),
    ("bot.gallery", "bot.terminal"),
    ("bot.cli",),
    ("bot.__main__",),
)

# The only rooms that may import a library, so that replacing it is one room's work.
OWNERS: dict[str, tuple[str, ...]] = {
    "ahocorasick": ("retrieval.percolate",),
    "jieba": ("retrieval.analysis",),
    "numba": ("retrieval.index",),
    "rjieba": ("retrieval.analysis",),
    "opencc": ("retrieval.analysis",),
    "rank_bm25": ("retrieval.index", "retrieval.benchmark.peers"),
    "bm25s": ("retrieval.benchmark.peers",),
    "tantivy": ("retrieval.benchmark.peers",),
    "matplotlib": ("retrieval.benchmark",),
    "aiosqlite": ("retrieval.store",),
    "babel": ("bot.messages.wording",),
    "telegram": (
        "bot.alerts",
        "bot.app",
        "bot.handlers",
        "bot.incoming",
        "bot.keyboard",
        "bot.transport",
        "bot.updates",
        "bot.watch",
        "bot.webhook",
    ),
    "aiohttp": ("bot.listening", "bot.preview", "bot.watch", "bot.webhook"),
    "prometheus_client": ("bot.watch",),
    "click": ("bot.cli", "bot.__main__"),
    "dotenv": ("bot.config",),
    "watchfiles": ("bot.inbox",),
}


def _modules() -> Iterator[tuple[str, Path]]:
    for package in ("retrieval", "bot"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


MODULES = list(_modules())


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)


def room(module: str) -> tuple[int, str] | None:
    fits = [
        (floor, name)
        for floor, names in enumerate(FLOORS)
        for name in names
        if module == name or module.startswith(name + ".")
    ]
    return max(fits, key=lambda fit: len(fit[1]), default=None)


@pytest.mark.parametrize(("module", "path"), MODULES, ids=str)
def test_imports_run_down(module: str, path: Path) -> None:
    if module in ("bot", "retrieval"):
        assert list(imports(path)) == []
        return
    here = room(module)
    assert here is not None, f"{module} has no room: give it one in FLOORS"
    for name in imports(path):
        there = room(name)
        if there is not None and there != here:
            assert there[0] < here[0], f"{module} ({here[1]}) may not import {name}"


@pytest.mark.parametrize(("module", "path"), MODULES, ids=str)
def test_libraries_have_owners(module: str, path: Path) -> None:
    for name in imports(path):
        owners = OWNERS.get(name.partition(".")[0])
        if owners is not None:
            assert any(module == owner or module.startswith(owner + ".") for owner in owners), (
                f"{module} imports {name}: only {', '.join(owners)} may"
            )


def test_retrieval_reads_no_environment() -> None:
    for module, path in MODULES:
        if module.startswith("retrieval"):
            text = path.read_text(encoding="utf-8")
            assert "os.environ" not in text, module
            assert "getenv" not in text, module
