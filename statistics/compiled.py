"""The one door to the compiler: what passes it runs as machine code, without the interpreter's lock, kept on disk."""

import contextlib
import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])

LENDING = Path(__file__).with_name("lending.py")
"""What compiled code may be made with, beside the compiler."""
DECORATED = re.compile(rb"^@(compiled|kernel|inlined|making)$", re.MULTILINE)
WITHOUT_DOOR = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""Python never calls it: a door for it would be compiled each time."""
UNCOUNTED, COUNTED = {"_nrt": False}, {"_nrt": True}
"""Whether references to arrays are counted. That was a quarter of the time, and keeps the compiler from much else."""


def compiled(function: F) -> F:
    """Compile when first called; `function` must be callable without Python objects."""
    return _compiled(function, {})


def kernel(function: F) -> F:
    """Compile a part of what a `compiled` one calls. It makes no array and returns none; those it is given are lent."""
    return _compiled(function, WITHOUT_DOOR | UNCOUNTED)


def making(function: F) -> F:
    """A kernel that makes arrays, or returns one it was given."""
    return _compiled(function, WITHOUT_DOOR | COUNTED)


def inlined(function: F) -> F:
    """A part that its callers take over word for word, and may so return a part of an array to a kernel."""
    return _compiled(function, WITHOUT_DOOR | {"inline": "always"})


def _compiled(function: F, options: dict[str, Any]) -> F:
    with kept_in(folder_of(package_of(function))):
        return cast(F, numba.njit(cache=True, nogil=True, **options)(function))


def package_of(function: Callable[..., Any]) -> Path:
    return Path(function.__code__.co_filename).parent


@cache
def folder_of(package: Path) -> Path:
    """Where the package's compiled code lies, named by its sources; that of other sources is removed.

    The compiler's own cache sees a change in a function's own file alone, and what calls it would go on with the old.
    """
    sources = [path.read_bytes() for path in sorted(package.glob("*.py"))]
    kernels = b"\0".join(text for text in sources if DECORATED.search(text))
    kernels += LENDING.read_bytes()
    kept = package / "__pycache__"
    folder = kept / f"compiled-{hashlib.sha256(kernels).hexdigest()[:16]}"
    for other in kept.glob("compiled-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return folder


@contextlib.contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """What is decorated here keeps its compiled code in `folder`, unless somebody has chosen one for all."""
    config: Any = numba.config
    chosen = config.CACHE_DIR
    config.CACHE_DIR = chosen or str(folder)
    try:
        yield
    finally:
        config.CACHE_DIR = chosen
