"""The plan of the house, and what stands in it, counted: ``python -m tests.house [--root PATH]``.

``FLOORS`` is the plan that `tests.test_layers` holds imports to. The command prints a table of one
checkout. An older one is counted by its own plan, read from its files and never imported; where it
has none, floors and rooms are left out.
"""

import argparse
import ast
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("retrieval", "bot")

# From the ground up. A module may import from its own floor's room or from a lower floor; two rooms
# on one floor do not know each other. Each room is as low as what it imports lets it be.
FLOORS: tuple[tuple[str, ...], ...] = (
    (
        "retrieval.model",
        "retrieval.errors",
        "retrieval.word_list",
        "retrieval.compiled",
        "bot.preview",
    ),
    ("retrieval.metrics", "retrieval.analysis", "retrieval.reading"),
    ("retrieval.identity", "retrieval.names", "retrieval.formats", "bot.runtime"),
    ("retrieval.index", "retrieval.store"),
    ("retrieval.query", "retrieval.searcher", "bot.model"),
    ("retrieval.answer", "retrieval.percolate", "retrieval.opensearch", "bot.store"),
    ("retrieval.archive", "bot.messages"),
    ("retrieval.evaluation", "bot.services", "bot.telegram"),
    ("bot.access", "bot.alerts"),
    ("bot.handlers", "bot.watch"),
    ("bot.app",),
    ("bot.cli", "bot.__main__"),
)


def modules(root: Path = ROOT) -> Iterator[tuple[str, Path]]:
    """Yield the dotted names and files of all modules, in the order of their paths."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


@cache
def room(module: str) -> tuple[int, str] | None:
    """Return the floor (from 0) and the room of a module, or None where the plan has none."""
    fits = [
        (floor, name)
        for floor, names in enumerate(FLOORS)
        for name in names
        if module == name or module.startswith(name + ".")
    ]
    return max(fits, key=lambda fit: len(fit[1]), default=None)


def plan(root: Path) -> tuple[tuple[str, ...], ...]:
    """Return the floors that a checkout's own tests name; none where they name no floors."""
    for name in ("house.py", "test_layers.py"):
        path = root / "tests" / name
        for node in _parsed(path).body if path.exists() else ():
            match node:
                case ast.AnnAssign(target=ast.Name("FLOORS"), value=ast.expr() as value):
                    floors: tuple[tuple[str, ...], ...] = ast.literal_eval(value)
                    return floors
    return ()


def loose(root: Path) -> list[str]:
    """Return the modules that lie right below a package, in no folder; the process's own apart."""
    return [
        name
        for name, path in modules(root)
        if path.parent.parent == root and path.stem not in ("__init__", "__main__")
    ]


def folders(root: Path) -> list[str]:
    """Return the folders with modules right below a package."""
    found = (path.relative_to(root).parts for _, path in modules(root))
    return sorted({".".join(parts[:2]) for parts in found if len(parts) > 2})


def named_twice(root: Path, package: str) -> dict[str, list[str]]:
    """Return the public classes that a package defines in several places, with their modules.

    ``bot`` is counted without its preview, which imports nothing of it.
    """
    found: dict[str, list[str]] = {}
    for name, path in modules(root):
        apart = package == "bot" and f"{name}.".startswith("bot.preview.")
        if f"{name}.".startswith(f"{package}.") and not apart:
            for node in _parsed(path).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    found.setdefault(node.name, []).append(name)
    return {name: places for name, places in found.items() if len(places) > 1}


def counted(root: Path) -> dict[str, int]:
    """Return what there is of each thing, by its name; without floors where there is no plan."""
    floors = plan(root)
    planned = {"floors": len(floors), "rooms of the plan": sum(map(len, floors))}
    files, lines = Counter[str](), Counter[str]()
    for name, path in modules(root):
        package = name.partition(".")[0]
        files[package] += 1
        lines[package] += len(path.read_text(encoding="utf-8").splitlines())
    twice = (len(named_twice(root, name)) for name in (*PACKAGES, "bot.preview"))
    return {
        **(planned if floors else {}),
        "folders right below bot/ and retrieval/": len(folders(root)),
        "loose modules beside them": len(loose(root)),
        "public class names used twice": sum(twice),
        **{f"modules in {package}/": files[package] for package in PACKAGES},
        **{f"lines in {package}/": lines[package] for package in PACKAGES},
    }


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.house", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout to count")
    chosen = parser.parse_args(arguments)
    if not any(modules(chosen.root)):
        parser.exit(2, f"{chosen.root}: no bot/ and no retrieval/ there\n")
    rows = counted(chosen.root).items()
    sys.stdout.write("| what | how many |\n|---|---:|\n")
    sys.stdout.writelines(f"| {name} | {count:,} |\n" for name, count in rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
