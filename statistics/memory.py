"""Memory that large arrays leave is kept for the next ones, while a year is worked on.

A year's arrays have some 50 MB each and live for a moment. glibc gives each back to the system, which then hands out
every page anew, and clears it: a fifth of all the time. Elsewhere than on glibc nothing is done.
"""

import contextlib
import ctypes
from collections.abc import Iterator

TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
"""Parameters of mallopt(3)."""
KEPT = {TRIM_THRESHOLD: -1, MMAP_THRESHOLD: -1, ARENA_MAX: 1}
"""No threshold; and one room for all threads, since what a thread's own room has free is given back at once."""
USUAL = {TRIM_THRESHOLD: 64 << 20, MMAP_THRESHOLD: 32 << 20, ARENA_MAX: 0}
"""What glibc comes to by itself in a process with large arrays."""


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Inside, nothing is given back to the system; at the end all that is free."""
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "mallopt"):
        yield
        return
    _set(libc, KEPT)
    try:
        yield
    finally:
        _set(libc, USUAL)
        libc.malloc_trim(0)


def _set(libc: ctypes.CDLL, parameters: dict[int, int]) -> None:
    for parameter, value in parameters.items():
        libc.mallopt(parameter, value)
