"""Makes machine code of a function: numba compiles it, and a few lines of LLVM's let it be called.

numba's functions take an array in seven parts, and put a status before their result. What is added
here takes the array itself: it reads the parts in the array's header, by numpy's binary interface
(``PyArrayObject_fields``), and refuses an array that is not of the kind.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import FunctionType
from typing import Any

import llvmlite.binding as llvm
import numba
import numpy as np
from numba import types

from retrieval.compiled.kinds import Fields, Kind, Prototype, Vector
from retrieval.compiled.native import machine

_POINTER = 8
_HEADER = object.__basicsize__
_CONTIGUOUS, _ALIGNED, _WRITEABLE = 0x1, 0x100, 0x400  # numpy's flags
_SWAPPED = ord(">" if sys.byteorder == "little" else "<")
_NJIT: Any = numba.njit  # its stubs know no ``_nrt``, nor signatures in a list
_OPTIONS: Mapping[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
_WITHOUT = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def made(
    name: str, function: FunctionType, signature: Prototype, inner: Mapping[object, Prototype]
) -> bytes:
    """Return an object file that defines ``name``: a status, of where the result goes and kinds.

    The functions of ``inner`` may be called by it. Raises TypeError for one that needs more than
    arithmetic: that would need numba at run time.
    """
    typed = _typed(signature)
    compiled = _NJIT([typed], **_OPTIONS, **_WITHOUT)(_bound(function, inner))
    overload = compiled.overloads[typed.args]
    text = compiled.inspect_llvm(typed.args)
    native = overload.fndesc.llvm_func_name
    module = llvm.parse_assembly(text)
    needed = [
        one.name
        for one in module.functions
        if one.is_declaration and one.name.startswith(("NRT_", "numba_", "Py"))
    ]
    if needed:
        raise TypeError(f"{name} needs {', '.join(needed)}: it may not allocate or raise")
    parts = [str(one.type) for one in module.get_function(native).arguments]
    entry = "\n".join(_entry(name, native, signature, parts))
    module = llvm.parse_assembly(f"{text}\n{entry}")
    code: bytes = machine().emit_object(module)
    return code


def _bound(function: FunctionType, inner: Mapping[object, Prototype]) -> FunctionType:
    """Return the function with what it calls compiled, too."""
    names = {
        name: _NJIT([_typed(inner[value])], **_OPTIONS)(_bound(value, inner))
        for name in function.__code__.co_names
        if isinstance(value := function.__globals__.get(name), FunctionType) and value in inner
    }
    bound = FunctionType(
        function.__code__,
        {**function.__globals__, **names},
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    bound.__module__ = function.__module__
    return bound


def _typed(signature: Prototype) -> Any:  # noqa: ANN401 (numba has no types)
    return getattr(types, signature.result)(*map(_type, signature.kinds))


def _type(kind: Kind) -> Any:  # noqa: ANN401 (as above)
    if isinstance(kind, Vector):
        return types.Array(getattr(types, kind.dtype), 1, "C", readonly=not kind.written)
    if isinstance(kind, Fields):
        fields = tuple(map(_type, kind.fields))
        if len(set(fields)) == 1:
            return types.NamedUniTuple(fields[0], len(fields), kind.named)  # type: ignore[no-untyped-call]
        return types.NamedTuple(fields, kind.named)  # type: ignore[no-untyped-call]
    return getattr(types, kind)


def _entry(name: str, native: str, signature: Prototype, parts: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the function that is called in place of numba's, whose ``parts`` are."""
    own: list[str] = []
    passed = ["ptr %result", "ptr %raised"]
    body: list[str] = []
    for at, kind in enumerate(signature.flat()):
        if isinstance(kind, Vector):
            own.append(f"ptr %a{at}")
            passed += _parts(at, kind)
            body += _checked(at, kind)
        else:
            number = parts[len(passed)]
            own.append(f"{number} %a{at}")
            passed.append(f"{number} %a{at}")
    yield '@"numpy.ndarray" = external global i8'
    yield f'define i32 @"{name}"({", ".join(["ptr %result", *own])}) {{'
    yield "  %raised = alloca ptr"
    yield from body
    yield f'  %status = call i32 @"{native}"({", ".join(passed)})'
    yield "  ret i32 %status"
    yield "refused:"
    yield "  ret i32 -1"
    yield "}"


def _parts(at: int, kind: Vector) -> list[str]:
    size = np.dtype(kind.dtype).itemsize
    return [
        *("ptr null", "ptr null", f"i64 %length{at}", f"i64 {size}"),
        *(f"ptr %data{at}", f"i64 %length{at}", f"i64 {size}"),
    ]


def _checked(at: int, kind: Vector) -> Iterator[str]:
    """Yield the lines that read an array's header, and go on where it is of the kind."""
    flags = _CONTIGUOUS | _ALIGNED | (_WRITEABLE if kind.written else 0)
    read: Callable[[str, str, str, int], list[str]] = lambda to, kind, of, offset: [  # noqa: E731
        f"  %at.{to}{at} = getelementptr i8, ptr {of}, i64 {offset}",
        f"  %{to}{at} = load {kind}, ptr %at.{to}{at}",
    ]
    yield from read("type", "ptr", f"%a{at}", _HEADER - _POINTER)
    yield f'  %array{at} = icmp eq ptr %type{at}, @"numpy.ndarray"'
    yield f"  br i1 %array{at}, label %header{at}, label %refused"
    yield f"header{at}:"
    yield from read("data", "ptr", f"%a{at}", _HEADER)
    yield from read("dimensions", "i32", f"%a{at}", _HEADER + _POINTER)
    yield from read("shape", "ptr", f"%a{at}", _HEADER + 2 * _POINTER)
    yield from read("dtype", "ptr", f"%a{at}", _HEADER + 5 * _POINTER)
    yield from read("flags", "i32", f"%a{at}", _HEADER + 6 * _POINTER)
    yield from read("order", "i8", f"%dtype{at}", _HEADER + _POINTER + 2)
    yield from read("number", "i32", f"%dtype{at}", _HEADER + _POINTER + 4)
    yield f"  %set{at} = and i32 %flags{at}, {flags}"
    yield f"  %fit{at} = icmp eq i32 %set{at}, {flags}"
    yield f"  %one{at} = icmp eq i32 %dimensions{at}, 1"
    yield f"  %same{at} = icmp eq i32 %number{at}, {np.dtype(kind.dtype).num}"
    yield f"  %plain{at} = icmp ne i8 %order{at}, {_SWAPPED}"
    yield f"  %both{at} = and i1 %fit{at}, %one{at}"
    yield f"  %all{at} = and i1 %same{at}, %plain{at}"
    yield f"  %fine{at} = and i1 %both{at}, %all{at}"
    yield f"  br i1 %fine{at}, label %ready{at}, label %refused"
    yield f"ready{at}:"
    yield f"  %length{at} = load i64, ptr %shape{at}"
