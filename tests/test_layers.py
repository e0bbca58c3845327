"""Imports run one way: down the rooms, never up, and Telegram stays at the edge."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house import FLOORS, ROOT, modules, named_twice, room

# The only rooms that may import a library, so that replacing it is one room's work.
OWNERS: dict[str, tuple[str, ...]] = {
    "ahocorasick": ("retrieval.percolate",),
    "jieba": ("retrieval.analysis",),
    "msgspec": (
        "bot.alerts.fingerprint",
        "bot.cli.shapes",
        "bot.store.inbox",
        "retrieval.evaluation.speed",
        "retrieval.index",
        "retrieval.opensearch",
        "retrieval.store",
    ),
    "cv2": ("retrieval.formats.pictures.recognition", "retrieval.formats.pictures.shapes"),
    "feedparser": ("retrieval.formats.feed.pages",),
    "mammoth": ("retrieval.formats.word.page",),
    "llvmlite": ("retrieval.compiled",),
    "numba": ("retrieval.compiled",),
    "opensearchpy": ("retrieval.opensearch.client",),
    "PIL": ("retrieval.formats.pictures.pixels",),
    "pypdfium2": ("retrieval.formats.pdf",),
    "rapidocr": ("retrieval.formats.pictures.recognition",),
    "selectolax": ("retrieval.formats.html",),
    "opencc": ("retrieval.analysis",),
    "rank_bm25": ("retrieval.index", "retrieval.evaluation.speed.peers"),
    "bm25s": ("retrieval.evaluation.speed.peers",),
    "tantivy": ("retrieval.evaluation.speed.peers",),
    "matplotlib": ("retrieval.evaluation.speed",),
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
    "cachetools": ("bot.access", "bot.telegram"),
    "click": ("bot.cli", "bot.__main__"),
    "dotenv": ("bot.runtime",),
    "watchfiles": ("bot.services.inbox",),
}


MODULES = list(modules())


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> tuple[str, ...]:
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_every_module_has_a_room() -> None:
    roomless = [name for name, _ in MODULES if room(name) is None]
    assert roomless == ["retrieval", "bot"], "give it a room in FLOORS"


@pytest.mark.parametrize("package", ["bot", "retrieval"])
def test_a_package_itself_imports_nothing(package: str) -> None:
    assert [imports(path) for name, path in MODULES if name == package] == [()]


def test_imports_run_down() -> None:
    up = [
        f"{module} may not import {name}"
        for module, path in MODULES
        if (here := room(module)) is not None and module != "bot.__main__"
        for name in imports(path)
        if (there := room(name)) is not None and there != here and there[0] >= here[0]
    ]
    assert up == []


def test_libraries_have_owners() -> None:
    strangers = [
        f"{module} imports {name}: only {', '.join(owners)} may"
        for module, path in MODULES
        for name in imports(path)
        if (owners := OWNERS.get(name.partition(".")[0])) is not None
        if not any(module == owner or module.startswith(owner + ".") for owner in owners)
    ]
    assert strangers == []


# What bot/ may import of retrieval/: these modules, and what a room's __init__ exports by name.
FACE = (
    "retrieval.archive",
    "retrieval.errors",
    "retrieval.formats",
    "retrieval.metrics",
    "retrieval.model",
    "retrieval.model.doubts",
    "retrieval.model.files",
    "retrieval.model.issues",
    "retrieval.model.lines",
    "retrieval.model.page_text",
    "retrieval.model.pages",
    "retrieval.model.stories",
    "retrieval.word_list",
)
EXCEPTIONS: dict[str, str] = {
    "retrieval.reading.page": "read_page is wanted without an archive, and loads all the grammars",
    "retrieval.reading.decode": "how much a page may have is wanted before it is read",
}


def _exported(room_name: str) -> set[str]:
    init = ROOT / Path(*room_name.split(".")) / "__init__.py"
    if not init.exists():
        return set()
    for node in ast.parse(init.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def _outside_the_face(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("retrieval"))
        elif isinstance(node, ast.ImportFrom):
            source = node.module or ""
            if not source.startswith("retrieval") or source in FACE or source in EXCEPTIONS:
                continue
            strangers = {name.name for name in node.names} - _exported(source)
            yield from (f"{source} does not export {name}" for name in sorted(strangers))


def test_the_bot_imports_only_the_face_of_retrieval() -> None:
    wrong = [
        f"{module}: {what}"
        for module, path in MODULES
        if module.startswith("bot")
        for what in _outside_the_face(path)
    ]
    assert wrong == []


def test_every_exception_is_taken() -> None:
    taken = {name for _, path in MODULES for name in imports(path)}
    assert set(EXCEPTIONS) <= taken


@pytest.mark.parametrize("package", ["retrieval", "bot", "bot.preview"])
def test_no_public_class_name_is_defined_twice(package: str) -> None:
    assert named_twice(ROOT, package) == {}


def test_the_house_is_small() -> None:
    """At most twelve floors and 32 rooms, eight of which are single modules."""
    rooms = [name for floor in FLOORS for name in floor if name != "bot.__main__"]
    loose = [name for name in rooms if not (ROOT / Path(*name.split("."))).is_dir()]
    assert len(FLOORS) <= 12
    assert len(rooms) <= 32
    assert len(loose) <= 8


# The tables in bot/handlers: they alone import its subjects, which do not know each other.
TABLES = ("bot.handlers.buttons", "bot.handlers.commands")


def test_handlers_do_not_import_each_other() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, path in MODULES
        if module.startswith("bot.handlers.") and module not in TABLES
        for name in imports(path)
        if name.startswith("bot.handlers")
    ]
    assert wrong == []


# Who knows the library's errors; to all others a failed call is its outcome.
OF_ERRORS = ("bot.telegram.calls", "bot.telegram.outcome", "bot.telegram.transport")
BOT = [pair for pair in MODULES if pair[0].startswith("bot")]


def test_few_modules_know_the_errors_of_the_library() -> None:
    knowing = {
        module for module, path in BOT if any(n.startswith("telegram.error") for n in imports(path))
    }
    assert knowing == set(OF_ERRORS)
    assert len(OF_ERRORS) <= 5


def said_by_errors(path: Path) -> Iterator[str]:
    """Comparisons with what a caught error says, and matches of patterns with it."""
    for handler in ast.walk(parsed(path)):
        if not isinstance(handler, ast.ExceptHandler) or handler.name is None:
            continue
        for node in ast.walk(handler):
            tests = isinstance(node, ast.Compare) or (
                isinstance(node, ast.Call)
                and ast.unparse(node.func).endswith(("startswith", "endswith", "search", "match"))
            )
            words = ast.unparse(node) if tests else ""
            said = (f"{handler.name}.message", f"str({handler.name})", f"{handler.name}.args")
            if any(one in words for one in said):
                yield words


def test_what_telegram_says_is_read_in_one_module() -> None:
    others = [pair for pair in BOT if pair[0] != "bot.telegram.outcome"]
    assert {module: said for module, path in others if (said := list(said_by_errors(path)))} == {}
    asking = [
        module
        for module, path in others
        if not module.startswith("bot.preview")
        and "retry_after" in path.read_text(encoding="utf-8")
    ]
    assert asking == [], "bot.telegram.outcome says how long to wait"


@pytest.mark.parametrize("word", ["parse_mode", "ParseMode", "LinkPreviewOptions"])
def test_what_goes_for_every_message_is_said_once(word: str) -> None:
    saying = {
        module
        for module, path in BOT
        if not module.startswith("bot.preview") and word in path.read_text(encoding="utf-8")
    }
    assert saying <= {"bot.telegram.defaults"}


def test_the_preview_imports_nothing_of_the_bot() -> None:
    for module, path in MODULES:
        if module.startswith("bot.preview"):
            strangers = [
                name
                for name in imports(path)
                if name.startswith(("bot", "retrieval")) and not name.startswith("bot.preview")
            ]
            assert strangers == [], module


def test_retrieval_reads_no_environment() -> None:
    for module, path in MODULES:
        if module.startswith("retrieval") and module != "retrieval.compiled.keeping":
            text = path.read_text(encoding="utf-8")
            assert "os.environ" not in text, module
            assert "getenv" not in text, module
