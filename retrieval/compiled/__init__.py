"""Loops over arrays as machine code: what is compiled at set-up, kept, and loaded at a start.

numba compiles, and is loaded for nothing else: a start needs only llvmlite, which links the code
that was kept. Both the compiler and what it makes are this room's affair; the loops themselves
stand where their arrays are.
"""

from retrieval.compiled.keeping import keep, kept
from retrieval.compiled.kinds import Fields, Vector
from retrieval.compiled.native import compiled, inner
from retrieval.compiled.patterns import late

__all__ = ["Fields", "Vector", "compiled", "inner", "keep", "kept", "late"]
