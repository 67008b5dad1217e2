"""What earlier releases printed of a year, for protection to agree with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from statistics.audit import PrintedYear
from statistics.protect import Earlier


@dataclass(frozen=True)
class EarlierPrint:
    """`digests`: of the releases that printed the year, newest first; `read` gives their print. `protection`: the
    newest's own, in secure storage, if it was protected.
    """

    digests: tuple[str, ...] = ()
    protection: str = ""
    read: Callable[[], list[PrintedYear]] = list


def as_earlier(printed: PrintedYear, nodes: Sequence[str]) -> Earlier:
    """The print in the order of `nodes`; those it lacked are hidden."""
    position = {code: i for i, code in enumerate(printed.codes)}
    at = np.array([position.get(code, -1) for code in nodes], dtype=np.int64)
    lacking = (at < 0)[:, None, None, None]
    return Earlier(
        users=printed.users[at],
        hidden_users=printed.hidden_users[at] | lacking,
        sums={name: values[at] for name, values in printed.sums.items()},
        hidden_sums={name: mask[at] | lacking for name, mask in printed.hidden_sums.items()},
        rounding={name: how.rows(at) for name, how in printed.rounding.items()},
    )
