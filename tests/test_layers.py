"""Imports run one way: down the rooms, never up, and Telegram stays at the edge."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# From the ground up. A module may import from its own floor's room or from a lower floor; two rooms
# on one floor do not know each other. Each room is as low as what it imports lets it be.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("retrieval.model", "retrieval.errors", "bot.preview"),
    ("retrieval.analysis", "retrieval.reading", "bot.model", "bot.runtime"),
    ("retrieval.identity", "retrieval.names"),
    ("retrieval.index", "retrieval.store"),
    ("retrieval.query", "bot.upload_model"),
    ("retrieval.answer", "retrieval.percolate", "bot.store"),
    ("retrieval.archive", "bot.messages"),
    ("retrieval.evaluation", "bot.services", "bot.telegram"),
    ("bot.access", "bot.alerts"),
    ("bot.handlers", "bot.watch"),
    ("bot.app",),
    ("bot.cli", "bot.__main__"),
)

# The only rooms that may import a library, so that replacing it is one room's work.
OWNERS: dict[str, tuple[str, ...]] = {
    "ahocorasick": ("retrieval.percolate",),
    "jieba": ("retrieval.analysis",),
    "numba": ("retrieval.index",),
    "rjieba": ("retrieval.analysis",),
    "opencc": ("retrieval.analysis",),
    "rank_bm25": ("retrieval.index", "retrieval.evaluation.speed.peers"),
    "bm25s": ("retrieval.evaluation.speed.peers",),
    "tantivy": ("retrieval.evaluation.speed.peers",),
    "matplotlib": ("retrieval.evaluation.speed",),
    "aiosqlite": ("retrieval.store",),
    "babel": ("bot.messages.wording",),
    "telegram": (
        "bot.access",
        "bot.alerts",
        "bot.app",
        "bot.handlers",
        "bot.telegram",
        "bot.watch",
    ),
    "aiohttp": ("bot.preview", "bot.runtime", "bot.telegram", "bot.watch"),
    "prometheus_client": ("bot.watch",),
    "click": ("bot.cli", "bot.__main__"),
    "dotenv": ("bot.runtime",),
    "watchfiles": ("bot.services.inbox",),
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
