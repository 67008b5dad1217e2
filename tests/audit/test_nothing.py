"""What is publicly none: by the list of products, by zero users in print, and by nothing else."""

from dataclasses import replace

import numpy as np

from statistics.audit import PrintedYear, Secret, attack_year, check_worlds_additive
from statistics.audit.grid import tables
from statistics.audit.nothing import public
from statistics.audit.tree import tree
from statistics.audit.worlds import Fault
from tests.audit.cases import printed, with_totals

PARENT = np.array([-1, 0, 0])
CODES = ("G", "G1", "G2")
"""A group of two substances; the products of G1 have no DDD, those of G2 have."""

G1, G2 = with_totals([[[9, 3, 8]]]), with_totals([[[0, 0, 20]]])
USERS = np.stack([with_totals([[[9, 3, 20]]]), G1, G2])
DDD_OF_G2 = with_totals([[[0, 0, 600]]])
DDD = np.stack([DDD_OF_G2, 0 * G1, DDD_OF_G2])
HIDDEN = (USERS >= 1) & (USERS <= 4)
NONE = np.array([False, True, False])


def year(hidden: np.ndarray, hidden_sums: np.ndarray, **more: object) -> PrintedYear:
    axes = (("03", "0"), ("kvinner", "begge"), ("0-4", "5-9", "10-14", "alle"))
    sums = {"ddd": printed(DDD, hidden_sums)}
    return replace(
        PrintedYear(
            2024, CODES, PARENT, axes, printed(USERS, hidden), hidden, sums, {"ddd": hidden_sums}, nothing={"ddd": NONE}
        ),
        **more,
    )


def found_in(report, gate: str) -> set[tuple[str, str]]:
    return {(place.node, place.cell[2]) for place in report.places if place.gate == gate and place.measure == "ddd"}


def test_zero_follows_from_products_and_printed_zeros() -> None:
    """Women of 5–9: three users of G1, none of G2. That their DDD is 0 says no more than the two printed facts do."""
    report = attack_year(year(HIDDEN, HIDDEN), Secret(USERS, {"ddd": DDD}))
    assert HIDDEN[0, 0, 0, 1]
    assert HIDDEN[1, 0, 0, 1]
    assert report.total("sums") == (0, 0)


def test_a_group_of_mixed_products_is_not_publicly_none() -> None:
    """Where the users of G2 are hidden, a printed total of 0 gives away that the few have no product with a DDD."""
    hidden = HIDDEN.copy()
    hidden[2, :, :, :3] = True
    read, high = tables(printed(DDD, hidden), hidden, signed=True), np.where(hidden, 5, USERS).reshape(3, -1)
    assert not public(read, high, NONE, tree(PARENT))[0, 1]
    report = attack_year(year(hidden, HIDDEN), Secret(USERS, {"ddd": DDD}))
    assert found_in(report, "sums") == {("G", "5-9")}


def test_without_the_list_nothing_is_assumed() -> None:
    assert found_in(attack_year(year(HIDDEN, HIDDEN, nothing={}), Secret(USERS, {"ddd": DDD})), "sums") == {
        ("G", "5-9"),
        ("G1", "5-9"),
    }


def test_products_of_the_group_itself_may_have_some() -> None:
    read = tables(printed(DDD, HIDDEN), HIDDEN, signed=True)
    high = np.where(HIDDEN, 5, USERS).reshape(3, -1)
    closed = public(read, high, NONE, tree(PARENT))
    own = public(read, high, NONE, tree(PARENT, np.array([True, False, False])))
    assert closed[0, 1]
    assert not own[0, 1]
    assert closed[1].all()
    assert own[1].all()


def test_a_printed_sum_is_believed_against_zero_users() -> None:
    hidden = np.zeros(DDD.shape, dtype=bool)
    odd = DDD.copy()
    odd[2, :, :, 0] += 30
    odd[2, :, :, 3] += 30
    found = public(tables(odd, hidden, signed=True), USERS.reshape(3, -1), None, tree(PARENT))
    assert not found[2, 0]
    assert found[2, 1]


def test_a_world_must_not_give_to_nobody() -> None:
    """A world of DDD that gives 40 to women of 5–9 in G2, who are none, is no world."""
    hidden = np.ones(DDD.shape, dtype=bool)
    hidden[..., -1] = False
    worlds = np.array([(0, node, cell, change) for node in (0, 2) for cell, change in ((1, 40), (2, -40))])
    few = (USERS >= 1) & (USERS <= 4)
    arguments = {"parent": PARENT, "truth": DDD}
    free = check_worlds_additive(printed(DDD, hidden), hidden, worlds, few, **arguments)
    assert free.fault.tolist() == [Fault.NONE]
    nothing = public(tables(printed(DDD, hidden), hidden, signed=True), USERS.reshape(3, -1), NONE, tree(PARENT))
    bound = check_worlds_additive(printed(DDD, hidden), hidden, worlds, few, nothing=nothing, **arguments)
    assert bound.fault.tolist() == [Fault.PRINTED]
    assert bound.wanted == 0, "and none is needed: it is publicly 0"
    assert free.wanted == few.sum()
