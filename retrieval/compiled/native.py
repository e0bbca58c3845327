"""Functions that are compiled: found where they are kept, or compiled and kept.

A function is called with numbers, arrays and named tuples of them. Its code reads the arrays' own
headers, whose layout is part of numpy's binary interface, and takes none that is not of the kind
it was compiled for. It runs without Python's global lock.
"""

import ctypes
import functools
import hashlib
import importlib.metadata
import logging
import platform
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from types import FunctionType
from typing import Any, TypeVar, cast

import llvmlite
import llvmlite.binding as llvm
import numpy as np

from retrieval.compiled.keeping import keep, kept
from retrieval.compiled.kinds import Kind, Prototype, Vector

_F = TypeVar("_F", bound=Callable[..., object])
_LOG = logging.getLogger(__name__)
_CTYPES: dict[str, Any] = {
    "int64": ctypes.c_int64,
    "int32": ctypes.c_int32,
    "uint16": ctypes.c_uint16,
    "uint8": ctypes.c_uint8,
    "float64": ctypes.c_double,
    "boolean": ctypes.c_bool,
    "void": ctypes.c_void_p,  # null, which is None
}
_CONSTANTS = (bool, int, float, str, bytes, tuple)
_INNER: dict[object, Prototype] = {}
_LINKING = Lock()


def inner(result: str, *kinds: Kind) -> Callable[[_F], _F]:
    """Mark a function that only compiled ones call: it becomes part of them."""

    def marking(function: _F) -> _F:
        _INNER[function] = Prototype(result, kinds)
        return function

    return marking


def compiled(result: str, *kinds: Kind) -> Callable[[_F], _F]:
    """Compile a function for arguments of these kinds when it is defined, or take what is kept.

    ``result`` names a type of number, or is ``void``. The function may not allocate. What compiles
    is said in the log first, as it takes seconds. Calls raise TypeError for arrays of another
    kind.
    """

    def compiling(function: _F) -> _F:
        return cast("_F", _Compiled(cast("FunctionType", function), Prototype(result, kinds)))

    return compiling


class _Compiled:
    """A compiled function; its code is linked when it is first called."""

    def __init__(self, function: FunctionType, signature: Prototype) -> None:
        functools.update_wrapper(self, function)
        self._name = f"{function.__module__}.{function.__name__}"
        arguments = [
            ctypes.py_object if isinstance(kind, Vector) else _CTYPES[kind]
            for kind in signature.flat()
        ]
        self._prototype = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, *arguments)
        self._result = _CTYPES[signature.result]
        self._code: bytes | None = _code(self._name, function, signature)
        self._engine: Any = None  # the code's memory is its own
        self._linked: Callable[..., int] | None = None

    def __call__(self, *arguments: object) -> Any:  # noqa: ANN401 (as the function's own)
        """Call the function."""
        call = self._linked or self._link()
        given: list[object] = []
        for one in arguments:
            if isinstance(one, tuple):
                given.extend(one)
            else:
                given.append(one)
        result = self._result()
        if call(ctypes.byref(result), *given):
            raise TypeError(f"{self._name}: an array of another kind than it is compiled for")
        return result.value

    def _link(self) -> Callable[..., int]:
        with _LINKING:
            if self._linked is None:
                assert self._code is not None  # noqa: S101 (it is let go of once it is linked)
                llvm.add_symbol("numpy.ndarray", id(np.ndarray))
                self._engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine())
                self._engine.add_object_file(llvm.ObjectFileRef.from_data(self._code))
                self._engine.finalize_object()
                self._linked = self._prototype(self._engine.get_function_address(self._name))
                self._code = None
            return self._linked


def _code(name: str, function: FunctionType, signature: Prototype) -> bytes:
    """Return a function's machine code, kept or made; what is made is kept."""
    made_of = [_environment(), repr(signature), *_made_of(function)]
    key = hashlib.blake2b("\0".join(made_of).encode(), digest_size=12).hexdigest()
    file = f"{name}-{key}.o"
    found = kept(file)
    code = None if found is None else bytes(found)
    if code is None:
        from retrieval.compiled.making import made  # noqa: PLC0415  # numba takes half a second

        _LOG.info("compiling %s", name)
        code = made(name, function, signature, _INNER)
        keep(file, code)
    return code


def _made_of(function: FunctionType) -> Iterator[str]:
    """Yield all that a function's code hangs on: sources, and constants from anywhere."""
    yield _source(function.__code__.co_filename)
    for name in function.__code__.co_names:
        value = function.__globals__.get(name)
        if isinstance(value, FunctionType) and value in _INNER:
            yield from _made_of(value)
        elif isinstance(value, _CONSTANTS):
            yield f"{name}={value!r}"


@functools.cache
def _source(path: str) -> str:
    return Path(path).read_text("utf-8")


@functools.cache
def _environment() -> str:
    """Return what else machine code hangs on: the processor, and what compiles and is called."""
    versions = (
        *(platform.python_implementation(), platform.python_version(), np.__version__),
        *(importlib.metadata.version("numba"), llvmlite.__version__),
    )
    making = _source(str(Path(__file__).with_name("making.py")))
    features = llvm.get_host_cpu_features().flatten()
    target = (llvm.get_default_triple(), llvm.get_host_cpu_name(), features)
    return "\0".join((*versions, *target, making))


def machine() -> Any:  # noqa: ANN401 (llvmlite has no types)
    """Return the machine that code is made for: this one, as it is."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    triple = llvm.get_default_triple()
    return llvm.Target.from_triple(triple).create_target_machine(
        cpu=llvm.get_host_cpu_name(),
        features=llvm.get_host_cpu_features().flatten(),
        opt=3,
        reloc="static" if triple.startswith("x86") else "default",  # as numba does
        codemodel="jitdefault",
        jit=True,
    )
