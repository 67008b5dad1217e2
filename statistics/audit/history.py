"""The attack with what earlier releases printed of the same year."""

from collections.abc import Mapping, Sequence

import numpy as np

from statistics.audit.arrays import Int64, Mask
from statistics.audit.bounds import Contradiction, inside
from statistics.audit.complement import few_left
from statistics.audit.enclose import enclose, tighten
from statistics.audit.findings import Findings
from statistics.audit.grid import Tables, without
from statistics.audit.intervals import Interval
from statistics.audit.known import LARGEST, Ends, Known
from statistics.audit.nothing import public
from statistics.audit.propagate import UNBOUNDED
from statistics.audit.ratios import ALWAYS, USERS, relate
from statistics.audit.releases import Before, Earlier, aligned, known_before
from statistics.audit.tree import families
from statistics.audit.year import PrintedYear


def attack_before(
    known: Known, base: Mapping[str, Ends], earlier: Sequence[PrintedYear], found: Findings, threads: int
) -> Mapping[str, Before]:
    """Earlier releases of this year, newest first. `base`: what is known without them.

    A cell that earlier releases give away by themselves is beyond help, and reported; one that falls only when they are
    held against the newest is a leak of the newest. → what they tell, by measure
    """
    old = _read(known, earlier)
    before = {name: known_before(read, old[name], _truth(known, name), LARGEST) for name, read in known.read.items()}
    found.count("reopened", int(known.users.hidden.sum()), int(before[USERS].reopened.sum()))
    found.count("altered", int((~known.users.hidden).sum()), int(before[USERS].altered.sum()))
    ends, news = _together(known, base, before, found, threads)
    alone = _alone(known, before, threads) if any(news.values()) else {}
    for name, read in known.read.items():
        measure = "" if name == USERS else name
        told = int((before[name].low > -UNBOUNDED).sum())
        nothing = np.zeros_like(read.hidden)
        given = _given(known, name, ends[name]) & ~_given(known, name, base[name]) if any(news.values()) else nothing
        lost = _given(known, name, alone[name]) if name in alone else nothing
        found.add("before", told, given & ~lost, read, ends[name], measure)
        found.count("lost", told, int((given & lost).sum()), measure)
    return before


def _read(known: Known, earlier: Sequence[PrintedYear]) -> dict[str, list[Earlier]]:
    found: dict[str, list[Earlier]] = {name: [] for name in known.read}
    for other in earlier:
        same = bool(other.freeze) and other.freeze == known.printed.freeze
        for name, read in other.read().items():
            if name in found:
                found[name].append(Earlier(aligned(known.printed.codes, other.codes, read), same))
    return found


def _truth(known: Known, name: str) -> Int64 | None:
    if known.secret is None:
        return None
    true = known.secret.users if name == USERS else known.secret.sums[name]
    return true.reshape(known.users.values.shape)


def _given(known: Known, name: str, ends: Ends) -> Mask:
    """Cells that these bounds give away: users, and those who are left, in 1–4; sums within ±10 %."""
    if name != USERS:
        return known.derived(name, ends)
    given: Mask = known.users.hidden & inside(*ends, 1, LARGEST)
    population = known.printed.population
    return given if population is None else given | few_left(*ends, population.ravel(), LARGEST)


def _together(
    known: Known, base: Mapping[str, Ends], before: Mapping[str, Before], found: Findings, threads: int
) -> tuple[dict[str, Ends], dict[str, bool]]:
    """Bounds by all releases together, and of which measures earlier ones told anything new."""
    ends, news = dict(base), {}
    for name, read in known.read.items():
        ends[name], news[name] = _with(known, name, read, base[name], before[name], found, threads)
    if any(news.values()) and len(ends) > 1:
        related = {name: (low.copy(), high.copy()) for name, (low, high) in ends.items()}
        try:
            relate(known.read, related, known.tree, ALWAYS, known.trusted, threads)
        except Contradiction:
            found.note("tidligere utgaver og forholdene mellom måltallene passer ikke sammen; holdt fra hverandre")
        else:
            ends = related
    return ends, news


def _with(
    known: Known, name: str, read: Tables, ends: Ends, before: Before, found: Findings, threads: int
) -> tuple[Ends, bool]:
    """One measure's bounds with earlier print. Tables that contradict the newest were revised, and are left out."""
    low, high = ends
    told = (before.low > low) | (before.high < high)
    while told.any():
        told &= (before.low <= high) & (before.high >= low)
        more = np.where(told, np.maximum(low, before.low), low), np.where(told, np.minimum(high, before.high), high)
        limits = tighten(read, *more, known.tree, exact_sums=name != USERS, threads=threads, news=told)
        if limits.contradiction is None:
            return (limits.low, limits.high), bool(told.any())
        family = families(known.tree, np.array(limits.contradiction[:1]))
        if not told[family].any():
            found.note(f"{name}: tidligere utgaver passer ikke med denne; de er holdt utenfor")
            break
        told[family] = False
    return ends, False


def _alone(known: Known, before: Mapping[str, Before], threads: int) -> dict[str, Ends]:
    """What earlier releases tell without the newest, ratios too; less where they contradict themselves."""
    read = {name: _print_of(known, each) for name, each in before.items()}
    ends: dict[str, Ends] = {}
    for name in read:  # users first: where nobody was, there is nothing
        if name != USERS:
            none = public(read[name], ends[USERS][1], known.printed.nothing.get(name), known.tree)
            read[name] = without(read[name], none)
        ends[name] = _bounds_of(known, name, read[name], before[name], threads)
    related = {name: (low.copy(), high.copy()) for name, (low, high) in ends.items()}
    try:
        relate(read, related, known.tree, known.printed.ratios(), known.trusted, threads)
    except Contradiction:
        return ends
    return related


def _print_of(known: Known, before: Before) -> Tables:
    hidden = before.low <= -UNBOUNDED
    values, between = np.where(hidden, -1, before.low), Interval(before.low, before.high)
    return Tables(known.users.grid, values, hidden, known.users.shape, between)


def _bounds_of(known: Known, name: str, read: Tables, before: Before, threads: int) -> Ends:
    """No more than they print where they contradict themselves."""
    limits = enclose(read, 0, known.tree, exact_sums=name != USERS, threads=threads)
    return (limits.low, limits.high) if limits.contradiction is None else (before.low, before.high)
