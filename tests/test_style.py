"""How code is written: small modules, few parameters by place, docstrings that say what is done."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
MOST_LINES = 400
MOST_PARAMETERS = 12
_OPENS = re.compile(r"(?:Give|Tell|Say|Let)\b")


def _modules(*packages: str) -> list[Path]:
    return [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _by_place(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    given = [*function.args.posonlyargs, *function.args.args]
    return sum(one.arg not in ("self", "cls") for one in given)


def _docstrings(tree: ast.Module) -> Iterator[str]:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, kinds) and (text := ast.get_docstring(node)):
            yield text.partition("\n")[0]


def test_a_module_is_small() -> None:
    long = {
        _name(path): lines
        for path in _modules("bot", "retrieval")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


def test_no_function_takes_many_parameters_by_place() -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    many = {
        f"{_name(path)}:{node.lineno} {node.name}": _by_place(node)
        for path in _modules("bot", "retrieval")
        for node in ast.walk(_tree(path))
        if isinstance(node, functions) and _by_place(node) > MOST_PARAMETERS
    }
    assert many == {}


def test_docstrings_open_with_what_is_done() -> None:
    wrong = [
        f"{_name(path)}: {line}"
        for path in _modules("bot", "retrieval", "tests")
        for line in _docstrings(_tree(path))
        if _OPENS.match(line)
    ]
    assert wrong == []
