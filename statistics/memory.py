"""Memory that large arrays leave is kept for the next ones, while a year is worked on.

A year's arrays have some 50 MB each and live for a moment. glibc gives each back to the system, which then hands out
every page anew, and clears it: an eighth of all the time. Elsewhere than on glibc nothing is done.
"""

import contextlib
import ctypes
from collections.abc import Iterator

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""Parameters of mallopt(3)."""
MOST = (1 << 31) - 1
USUAL = {TRIM_THRESHOLD: 64 << 20, MMAP_THRESHOLD: 32 << 20}
"""What glibc comes to by itself in a process with large arrays."""


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Inside, nothing is given back to the system; at the end all that is free."""
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "mallopt"):
        yield
        return
    for parameter in USUAL:
        libc.mallopt(parameter, MOST)
    try:
        yield
    finally:
        for parameter, usual in USUAL.items():
            libc.mallopt(parameter, usual)
        libc.malloc_trim(0)
