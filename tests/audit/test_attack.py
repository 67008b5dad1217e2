"""The whole attack on a small year: what it must find when only the small cells are hidden, and its report."""

import json
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from statistics.audit import AuditReport, Contradiction, PrintedYear, Secret, attack, attack_year
from statistics.audit.report import GATES, Count, Place
from tests.audit.synthetic import AXES, hide, year


@pytest.fixture(scope="module")
def weak() -> AuditReport:
    shown, secret = year()
    return attack_year(shown, secret, solver_tables=4)


def share(report: AuditReport, gate: str) -> float:
    checked, found = report.total(gate)
    return found / checked


def test_primary_hiding_alone_gives_way(weak: AuditReport) -> None:
    """The positive control: two fifths of the small cells and more can be computed exactly."""
    assert share(weak, "exact") > 0.4
    assert share(weak, "exact") + share(weak, "inside") > 0.6
    assert share(weak, "sums") > 0.4
    assert weak.total("printed")[1] == 0
    assert weak.verdict.startswith("LEKKASJE: ")
    assert weak.text().splitlines()[-1] == weak.verdict


def test_the_attacker_does_not_need_the_truth(weak: AuditReport) -> None:
    shown, _ = year()
    alone = attack_year(shown)
    for gate in ("printed", "exact", "inside", "groups", "differences", "overlaps"):
        assert alone.total(gate) == weak.total(gate)
    assert alone.total("sums")[1] >= weak.total("sums")[1]


def test_what_is_said_of_a_cell_is_true(weak: AuditReport) -> None:
    """And of a sum of cells, and of a difference between nodes."""
    shown, secret = year()
    assert {place.gate for place in weak.places} >= {"exact", "inside", "sums", "groups", "differences", "overlaps"}
    for place in weak.places:
        truth = secret.sums[place.measure] if place.measure else secret.users
        assert place.low <= of_nodes(place, shown, truth) <= place.high


def of_nodes(place: Place, shown: PrintedYear, truth: np.ndarray) -> int:
    """The true figure behind a place: cells added up, of a node, of a group less a child, or of children less it."""
    cells = np.ix_(*([axis.index(c) for c in code.split(" + ")] for axis, code in zip(AXES, place.cell, strict=True)))
    first, *less = (shown.codes.index(code) for code in place.node.split("−"))
    own, children = truth[first][cells].sum(), truth[shown.parent == first]
    if place.gate == "overlaps":
        return int(sum(child[cells].sum() for child in children) - own)
    return int(own - sum(truth[node][cells].sum() for node in less))


def test_the_same_year_gives_the_same_report(weak: AuditReport) -> None:
    shown, secret = year()
    assert attack_year(shown, secret, solver_tables=4, threads=1).to_json() == weak.to_json()


def test_the_report_for_machines_says_the_same(weak: AuditReport) -> None:
    content = json.loads(weak.to_json())
    assert content["verdict"] == weak.verdict
    assert content["leaks"] == weak.leaks > 0
    assert [gate["code"] for gate in content["gates"]] == [gate.code for gate in GATES]
    assert {count["year"] for count in content["counts"]} == {2024}


def test_nothing_but_the_nation_gives_nothing_away() -> None:
    shown, secret = year()
    hidden = np.ones(shown.users.shape, dtype=bool)
    hidden[:, -1, -1, -1] = secret.users[:, -1, -1, -1] < 5
    strong = hide(shown.codes, shown.parent, secret.users, {}, hidden, zeros=False)
    report = attack([strong], secret=lambda _: Secret(secret.users))
    assert report.leaks == 0
    assert report.text().splitlines()[-1].startswith("INGEN LEKKASJE: ")


def test_a_small_number_in_print_is_found() -> None:
    shown, secret = year()
    place = tuple(np.argwhere(secret.users == 3)[0])
    hidden = shown.hidden_users.copy()
    hidden[place] = False
    report = attack_year(hide(shown.codes, shown.parent, secret.users, {}, hidden))
    assert report.total("printed")[1] == 1


def test_worlds_are_counted(weak: AuditReport) -> None:
    shown, secret = year()
    nothing = np.zeros((0, 4), dtype=np.int64)
    report = attack_year(shown, replace(secret, worlds=nothing, sum_worlds={"packages": nothing}))
    small = int(((secret.users >= 1) & (secret.users <= 4)).sum())
    assert report.total("unproven") == (2 * small, 2 * small)
    assert report.total("worlds") == (0, 0)


def test_the_rest_of_the_population() -> None:
    shown, secret = year()
    people = secret.users[0] + 50
    place = tuple(np.argwhere(secret.users[0] > 20)[0])
    people[place] = secret.users[0][place] + 3
    report = attack_year(replace(shown, sums={}, hidden_sums={}, population=people))
    assert report.total("complement")[1] == 1
    assert [p.cell for p in report.places if p.gate == "complement"] == [
        tuple(axis[i] for axis, i in zip(AXES, place, strict=True))
    ]


def test_an_earlier_release_is_not_forgotten() -> None:
    """Now all but the nation is hidden; before, the small cells alone were."""
    shown, secret = year()
    now = np.ones(shown.users.shape, dtype=bool)
    now[:, -1, -1, -1] = False
    newest = hide(shown.codes, shown.parent, secret.users, {}, now, zeros=False)
    report = attack([newest], earlier=lambda _: [shown])
    assert report.total("reopened")[1] == int((now & ~shown.hidden_users).sum())
    assert report.total("lost")[1] > 1000, "the earlier release had given them away by itself"
    assert report.total("before")[1] > 0
    revised = replace(shown, users=np.where(shown.hidden_users, -1, shown.users * 2))
    assert attack([newest], earlier=lambda _: [revised]).total("lost")[1] == 0


def _alone_on_its_line(hidden: np.ndarray) -> np.ndarray:
    """An inner cell of a leaf whose age and sex hide nothing else over the counties."""
    inner = hidden[:, :-1, :-1, :-1] & (hidden[:, :, :-1, :-1].sum(1, keepdims=True) == 1)
    return np.argwhere(inner)[-1]


def less(sums: np.ndarray, parent: np.ndarray, node: int, place: tuple[int, ...], lost: int) -> np.ndarray:
    """So much fewer in one inner cell, its totals and all groups above."""
    taken = sums.copy()
    while node >= 0:
        for at in product(*((index, -1) for index in place)):
            taken[(node, *at)] -= lost
        node = int(parent[node])
    return taken


def test_returns_are_noted_and_not_believed() -> None:
    """A hidden sum below zero makes the reader's first assumption impossible; the attack goes on without it."""
    shown, secret = year()
    sums = secret.sums["packages"].copy()
    node, region, sex, age = _alone_on_its_line(shown.hidden_users)
    sums = less(sums, shown.parent, int(node), (region, sex, age), int(sums[node, region, sex, age]) + 7)
    hidden = shown.hidden_users.copy()
    report = attack_year(hide(shown.codes, shown.parent, secret.users, {"packages": sums}, hidden))
    assert any("returer" in note for note in report.notes)


def test_one_return_does_not_make_the_reader_forget_the_ratios() -> None:
    """Fewer packages than dispensings in one printed cell: there the ratio is doubted, everywhere else it is used."""
    shown, secret = year()
    sums = dict(secret.sums)
    leaf = len(shown.codes) - 1
    place = tuple(np.argwhere(~shown.hidden_users[leaf, :-1, :-1, :-1] & (secret.users[leaf, :-1, :-1, :-1] >= 5))[0])
    sums["packages"] = less(sums["packages"], shown.parent, leaf, place, int(sums["packages"][(leaf, *place)]) - 1)
    reports = [
        attack_year(hide(shown.codes, shown.parent, secret.users, each, shown.hidden_users), replace(secret, sums=each))
        for each in (secret.sums, sums)
    ]
    assert [any("forholdene" in note for note in report.notes) for report in reports] == [False, True]
    assert reports[0].total("ratios")[1] >= reports[1].total("ratios")[1] > 0


def test_impossible_print_stops_the_attack() -> None:
    shown, _secret = year()
    users = shown.users.copy()
    users[0, 0, 0, 10] += 1
    with pytest.raises(Contradiction, match=r"2024: users as printed contradict themselves at \(0, "):
        attack_year(replace(shown, users=users))


def test_verdict_counts_every_hard_gate() -> None:
    clean = AuditReport((Count("exact", 2024, 1234, 0), Count("groups", 2024, 10, 3)))
    assert clean.verdict == "INGEN LEKKASJE: ingen av 1\u202f234 undersøkte celler lot seg regne ut eller avgrense"
    leak = AuditReport((*clean.counts, Count("before", 2024, 10, 2)))
    assert leak.verdict == "LEKKASJE: 2 funn (celler som tidligere utgaver røper sammen med denne)"


def test_among_some_nodes_a_reader_finds_no_cell_that_he_does_not_find_in_the_whole_year() -> None:
    shown, secret = year()
    whole = set(attack_year(shown, secret, cells_only=True).places)
    nodes = np.array([0, 1, 2, 4, 5, 6, 16, 17])
    part = attack_year(shown.among(nodes), secret.among(nodes), cells_only=True)
    found = {(place.gate in ("exact", "inside"), place.node, place.cell, place.measure) for place in part.places}
    known = {(place.gate in ("exact", "inside"), place.node, place.cell, place.measure) for place in whole}
    assert 0 < len(found) < len(known)
    hard = {row for row in found if row[0]}
    assert hard <= known


def test_a_year_with_some_sums_has_no_others() -> None:
    shown, secret = year()
    assert set(shown.of({"dispensings"}).sums) == set(secret.of({"dispensings"}).sums) == {"dispensings"}
    assert set(shown.of({"dispensings"}).hidden_sums) == {"dispensings"}
