"""Work on large arrays shared out among threads: numpy and the compiled parts leave the interpreter free meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np


def in_blocks(work: Callable[[slice], None], rows: int, threads: int = 2) -> None:
    """Call `work` for parts of `rows` that are one after the other, one a thread; it writes where its rows are."""
    edges = np.linspace(0, rows, max(1, min(threads, rows)) + 1).astype(int).tolist()
    with ThreadPoolExecutor(len(edges) - 1) as pool:
        list(pool.map(lambda first, last: work(slice(first, last)), edges[:-1], edges[1:]))
