"""One typed door to the compiler: what passes it runs compiled, without the interpreter's lock, cached on disk."""

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba.core import types
from numba.core.typing import Signature
from numba.extending import intrinsic

F = TypeVar("F", bound=Callable[..., Any])


WITHOUT_DOORS: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def entry(function: F) -> F:
    """Compile when first called from Python; `function` must be callable without Python objects."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))


def jit(function: F) -> F:
    """Compile a part of what an `entry` calls, without a door for Python: that would be compiled with it each time."""
    return cast(F, numba.njit(cache=True, nogil=True, **WITHOUT_DOORS)(function))


def _borrowed(_: Any, array: types.Array) -> tuple[Signature, Callable[..., Any]]:

    def without_owner(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        view = context.make_array(array)(context, builder, arguments[0])
        view.meminfo = view.meminfo.type(None)
        return view._getvalue()

    return array(array), without_owner


borrowed = cast(Callable[[Any], Any], intrinsic(_borrowed))
"""The same array without an owner: nothing is counted when it, or a part of it, is handed on.

Counting is half the time of small functions. Who borrows must not outlive the owner.
"""


def drop_stale(package: Path) -> None:
    """Remove compiled code of an older package: the compiler's cache sees a change in a function's own file only."""
    sources = [path.read_bytes() for path in sorted(package.glob("*.py"))]
    digest = hashlib.sha256(
        b"\0".join(text for text in sources if b"@jit\n" in text or b"@entry\n" in text or b"(NamedTuple)" in text)
    ).hexdigest()
    cache = package / "__pycache__"
    stamp = cache / "compiled.sha256"
    if stamp.exists() and stamp.read_text() == digest:
        return
    with contextlib.suppress(OSError):  # a read-only installation compiles anew in every process
        cache.mkdir(exist_ok=True)
        for compiled in (*cache.glob("*.nbi"), *cache.glob("*.nbc")):
            compiled.unlink(missing_ok=True)
        stamp.write_text(digest)


drop_stale(Path(__file__).parent)
