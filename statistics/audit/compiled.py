"""The one place where numba is named, so that compiled functions keep their types."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Machine code, kept on disk; runs without the interpreter's lock, so threads work side by side."""
    return cast(Function, numba.njit(cache=True, nogil=True)(function))
