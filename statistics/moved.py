"""Where a code that a release does not have has gone: by the register's own list of codes, then by WHO's lists."""

from dataclasses import replace

from statistics import queries
from statistics.definitions.moved import Move, moves

REGISTER = "Legemiddelregisterets kodeliste"


def successor(code: str, utgave: str = "") -> Move | None:
    """From `code` itself to the first code on its way that the release has. None for a code in use, or never moved.

    Raises queries.UnknownRelease.
    """
    known, steps = _known(utgave), _steps(utgave)
    year, at, passed = None, code, {code}
    while code not in known and at in steps and steps[at].new not in passed:
        step = steps[at]
        year, at = step.year or year, step.new
        passed.add(at)
        if at in known:
            return replace(step, old=code, year=year)
    return None


def beneath(group: str, utgave: str = "") -> list[str]:
    """Codes of today of what once lay in a group; the commonest way a group disappears is that it is divided."""
    olds = sorted(old for old in _steps(utgave) if old.startswith(group))
    found = (successor(old, utgave) for old in olds)
    return list(dict.fromkeys(move.new for move in found if move is not None))


def _known(utgave: str) -> set[str]:
    return {node.code for node in queries.nodes(utgave)}


def _steps(utgave: str) -> dict[str, Move]:
    own = queries.moved(utgave)
    return moves() | {old: Move(old, new, None, REGISTER) for old, new in own.items()}
