"""Everything a reader could try on a release, year by year."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from statistics.audit.arrays import Mask
from statistics.audit.bounds import Contradiction, inside
from statistics.audit.complement import few_left
from statistics.audit.findings import Findings
from statistics.audit.history import attack_before
from statistics.audit.known import LARGEST, Ends, Known, know
from statistics.audit.made import attack_made
from statistics.audit.proofs import check_proofs
from statistics.audit.propagate import UNBOUNDED
from statistics.audit.ratios import USERS, relate
from statistics.audit.report import SHOWN, AuditReport, merged
from statistics.audit.sample import solve_sample
from statistics.audit.tree import families
from statistics.audit.year import PrintedYear, Secret

DOUBTS = 30
"""How often the ratios are tried without the tables that contradict them, before they are given up."""


def attack(
    years: Iterable[PrintedYear],
    *,
    secret: Callable[[int], Secret | None] = lambda year: None,
    earlier: Callable[[int], Sequence[PrintedYear]] = lambda year: (),
    solver_tables: int = 0,
    threads: int = 2,
    progress: Callable[[int], None] = lambda year: None,
) -> AuditReport:
    """Attack every year. `earlier`: the same year as printed in earlier releases, newest first.

    Without the truth (`secret`) the worlds are not checked, and sums are judged on the safe side: a hidden sum counts
    as given away if some value it may have would be. `solver_tables`: how many tables a year go to the solver.
    """
    parts = []
    for printed in years:
        old = earlier(printed.year)
        parts.append(attack_year(printed, secret(printed.year), old, solver_tables=solver_tables, threads=threads))
        progress(printed.year)
    return merged(parts)


def attack_year(
    printed: PrintedYear,
    secret: Secret | None = None,
    earlier: Sequence[PrintedYear] = (),
    *,
    solver_tables: int = 0,
    threads: int = 2,
    cells_only: bool = False,
    equations: bool = True,
) -> AuditReport:
    """As `attack`, one year; the first places of each gate are listed.

    `cells_only`: just which cells give way, all of them, and not what a reader makes of several, nor the proofs.
    Without `equations` no table's are solved, and what only they determine is not found.
    Raises ValueError or Contradiction, with the place, for print that cannot be true.
    """
    found = Findings(printed, None if cells_only else SHOWN)
    known = know(printed, secret, found, threads, equations)
    _users(known, found)
    _sums(known, found)
    known, base = _ratios(known, found, threads)
    before = attack_before(known, base, earlier, found, threads) if earlier else {}
    if cells_only:
        return found.report()
    attack_made(known, base[USERS], found, threads)
    if solver_tables:
        _solver(known, solver_tables, found)
    if secret is not None:
        check_proofs(known, found, threads, before)
    return found.report()


def _users(known: Known, found: Findings) -> None:
    ends, read = known.ends[USERS], known.users
    given = inside(*ends, 1, LARGEST)
    shown = ~read.hidden & inside(read.values, read.values, 1, LARGEST)
    checked = int(read.hidden.sum())
    found.add("printed", int((~read.hidden).sum()), shown, read, ends)
    found.add("exact", checked, read.hidden & given & (ends[0] == ends[1]), read, ends)
    found.add("inside", checked, read.hidden & given & (ends[0] < ends[1]), read, ends)
    if known.secret is not None:
        small = known.small
        narrow = small & read.hidden & ~given & ~((ends[0] <= 1) & (ends[1] >= LARGEST))
        found.count("narrow", int(small.sum()), int(narrow.sum()))
    population = known.printed.population
    if population is not None:
        left = few_left(*ends, population.ravel(), LARGEST)
        found.add("complement", int((population >= 0).sum()) * len(read.values), left, read, ends)


def _sums(known: Known, found: Findings) -> None:
    for name, read in known.read.items():
        if name == USERS:
            continue
        if known.secret is not None and known.secret.sensitive is not None:
            secret = known.sensitive & ~known.nothing[name]
            found.add("sensitive", int(secret.sum()), secret & ~read.hidden, read, known.ends[name], name)
        checked = int(known.wanted(name).sum())
        found.add("sums", checked, known.derived(name, known.ends[name]), read, known.ends[name], name)


def _ratios(known: Known, found: Findings, threads: int) -> tuple[Known, Mapping[str, Ends]]:
    """What falls when measures are held against each other, and did not fall alone. Returns the bounds then known."""
    if len(known.read) == 1:
        return known, known.ends
    trusted, ends = _related(known, found, threads)
    small = known.small
    users = small & inside(*ends[USERS], 1, LARGEST) & ~inside(*known.ends[USERS], 1, LARGEST)
    found.add("ratios", int(small.sum()), users & known.users.hidden, known.users, ends[USERS])
    for name, read in known.read.items():
        if name == USERS:
            continue
        more = known.derived(name, ends[name]) & ~known.derived(name, known.ends[name])
        found.add("ratios", int(known.wanted(name).sum()), more, read, ends[name], name)
    return replace(known, trusted=trusted), ends


def _related(known: Known, found: Findings, threads: int) -> tuple[Mask, Mapping[str, Ends]]:
    """Bounds of all measures together. Where returned packages break the ratios, a reader stops believing them."""
    trusted = np.ones(len(known.tree.parent), dtype=bool)
    for _ in range(DOUBTS):
        with ThreadPoolExecutor(threads) as pool:
            ends = dict(zip(known.ends, pool.map(_copied, known.ends.values()), strict=True))
        try:
            relate(known.read, ends, known.tree, known.printed.ratios(), trusted, threads)
        except Contradiction as failed:
            doubted = families(known.tree, failed.nodes)
            if not trusted[doubted].any():
                break
            trusted &= ~doubted
            continue
        if not trusted.all():
            found.note(f"{int((~trusted).sum())} koder der forholdene mellom måltallene ikke holder (returer)")
        return trusted, ends
    found.note("forholdene mellom måltallene holder ikke (returer), og gir ingen ting")
    return np.zeros_like(trusted), known.ends


def _copied(ends: Ends) -> Ends:
    low, high = ends
    return low.copy(), high.copy()


def _solver(known: Known, tables: int, found: Findings) -> None:
    low, high = known.ends[USERS]
    wanted = known.small & known.users.hidden & ~inside(low, high, 1, LARGEST)
    solved = solve_sample(known.printed, wanted, high, tables)
    ends = np.zeros_like(low), np.full_like(high, UNBOUNDED)
    ends[0][solved.nodes, solved.cells], ends[1][solved.nodes, solved.cells] = solved.low, solved.high
    given = np.zeros_like(known.users.hidden)
    given[solved.nodes, solved.cells] = solved.given_away()
    found.add("solver", len(solved.nodes), given, known.users, ends)
    found.note(f"likningsløseren fikk {solved.tables} tabeller hver for seg og {solved.families} familier samlet")
