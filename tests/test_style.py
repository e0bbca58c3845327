"""How code is written: small modules, few parameters by place, docstrings that say what is done."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MOST_LINES = 400
MOST_PARAMETERS = 12
_OPENS = re.compile(r"(?:Give|Tell|Say|Let)\b")


def _modules(*packages: str) -> list[Path]:
    return [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


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


@pytest.mark.parametrize("path", _modules("bot", "retrieval"), ids=_name)
def test_a_module_is_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", _modules("bot", "retrieval"), ids=_name)
def test_no_function_takes_many_parameters_by_place(path: Path) -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    counts = {
        f"{node.name}, line {node.lineno}": _by_place(node)
        for node in ast.walk(_tree(path))
        if isinstance(node, functions)
    }
    assert {name: count for name, count in counts.items() if count > MOST_PARAMETERS} == {}


@pytest.mark.parametrize("path", _modules("bot", "retrieval", "tests"), ids=_name)
def test_docstrings_open_with_what_is_done(path: Path) -> None:
    assert [line for line in _docstrings(_tree(path)) if _OPENS.match(line)] == []
