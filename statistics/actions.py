"""The only writers of releases: start → a part for each year → join → audit → publish, or withdraw."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from registry import extract
from statistics import assemble, store, yearly
from statistics.attacks import attacked_year
from statistics.audit import AuditReport, Secret, attack
from statistics.audit.report import merged
from statistics.compare import compare
from statistics.cube.aggregate import YearCube
from statistics.cube.axes import SHAPE
from statistics.cube.columns import BadExtract, node_of
from statistics.models import Block, Node, Part, Release, ReleaseEvent, State, Term, Totals
from statistics.printed import earlier_print, earlier_years, printed_years
from statistics.protect import Policy, policy_named
from statistics.protect.kinds import unprinted
from statistics.protect.policy import WITH_DOMINANCE
from statistics.protect.primary import primary
from statistics.queries import POPULATION
from statistics.rounding import by_packages
from statistics.secure import Damaged
from statistics.version import code_version
from statistics.visible import visible

LINKED, UNPROTECTED = "linked", "primary"
PROTECTIONS = (LINKED, UNPROTECTED, WITH_DOMINANCE)
"""Names of policies, the default first."""
REASON_LENGTH = 300

Progress = Callable[[int, int], None]
"""Called with how many nodes are packed, and of how many."""


class NotPublishable(ValueError):
    """The release is not in a state, or not in the hands, from which it can be published."""


class NotBuildable(ValueError):
    """Deliveries of these years hold surprises that staff have not looked at."""


def start_release(*, years: list[int], built_by: str, protection: str = LINKED, despite: str = "") -> Release:
    """A new release of these years, or the unfinished one that a build of the same years left behind.

    `despite` is the reason for building on deliveries with surprises that staff have not looked at; without it they
    stop the release. Raises NotBuildable.
    """
    same = Release.objects.filter(years=years, built_by=built_by, protection=protection)
    unfinished = same.filter(state__in=(State.BUILDING, State.BUILT)).first()
    if unfinished is not None:
        return unfinished
    surprises = extract.open_surprises(years)
    if surprises and not despite.strip():
        raise NotBuildable(f"{len(surprises)} overraskelser i leveransene er ikke vurdert. Først: {surprises[0]}")
    now = timezone.now()
    reference = yearly.freeze_reference(dt.date(timezone.localdate(now).year, 1, 1))
    with transaction.atomic():
        release = Release.objects.create(
            number=_next_number(now.year),
            years=years,
            built_by=built_by,
            started_at=now,
            protection=protection,
            manifest={"reference": reference, "surprises": surprises},
        )
        _event(release, built_by, "started", despite)
    return release


def count_year(*, release: Release, year: int) -> Part:
    """Freeze and count one year of the release. Doing it again changes nothing."""
    done = Part.objects.filter(release=release, year=year).first()
    if done is not None:
        return done
    reference = release.manifest["reference"]
    counted = yearly.count_year(year, reference)
    policy = policy_named(release.protection)
    protection = ""
    if policy.name != UNPROTECTED:
        protection = yearly.protect_year(year, counted, policy, reference, earlier_print(release, year))
    made = asdict(counted) | {"protection": protection}
    part, _ = Part.objects.get_or_create(release=release, year=year, defaults=made)
    return part


@contextmanager
def failing_aloud(release: Release, year: int) -> Iterator[None]:
    """A year that cannot be counted is said so in the release's own history; the other years go on."""
    try:
        yield
    except (BadExtract, Damaged) as why:
        _event(release, release.built_by, "failed", f"{year}: {why}"[:REASON_LENGTH])
        raise


def is_counted(release: Release) -> bool:
    return set(release.parts.values_list("year", flat=True)) == set(release.years)


def join(*, release: Release, progress: Progress | None = None) -> Release:
    """Protect the counted years and store what is printed, all or nothing. Doing it again changes nothing."""
    with transaction.atomic():
        release = Release.objects.select_for_update().get(pk=release.pk)
        if release.state == State.BUILDING:
            _store(release, progress or (lambda done, total: None))
            _event(release, release.built_by, "built")
    return release


def audit(*, release: Release, progress: Callable[[int], None] = lambda year: None) -> Release:
    """Attack what the built release prints, and keep the report with it. Doing it again changes nothing."""
    if release.state != State.BUILT:
        return release
    report = merged(_attacked_years(release, progress))
    with transaction.atomic():
        release = Release.objects.select_for_update().get(pk=release.pk)
        if release.state == State.BUILT:
            release.state, release.manifest = State.AUDITED, release.manifest | {"audit": json.loads(report.to_json())}
            release.save()
            _event(release, release.built_by, "audited", report.verdict)
    return release


def attacked(
    *, release: Release, solver_tables: int = 0, progress: Callable[[int], None] = lambda year: None
) -> AuditReport:
    """What a reader can find out of a built release and those printed before it, and whether its worlds hold.

    Tried anew whenever it is asked for.
    """
    return attack(
        printed_years(release),
        secret=partial(_secret, release),
        earlier=earlier_years(release),
        solver_tables=solver_tables,
        progress=progress,
    )


def _attacked_years(release: Release, progress: Callable[[int], None]) -> Iterator[AuditReport]:
    """Year by year; one of which nothing has changed since it was attacked is not attacked again."""
    earlier = earlier_years(release)
    for printed in printed_years(release):
        yield attacked_year(printed, _secret(release, printed.year), earlier(printed.year))
        progress(printed.year)


def publish(*, release: Release, approved_by: str) -> Release:
    """Make an audited release the one the public reads. Who built it cannot approve it.

    A release that leaks is refused, unless it claims no more than primary hiding and its people are synthetic.
    """
    with transaction.atomic():
        release = Release.objects.select_for_update().get(pk=release.pk)
        if release.state != State.AUDITED:
            raise NotPublishable(
                f"{release.number} er {release.get_state_display()}; bare en prøvd utgave kan publiseres"
            )
        report = release.manifest["audit"]
        if report["leaks"] and not (release.protection == UNPROTECTED and settings.SYNTHETIC_ONLY):
            raise NotPublishable(f"{release.number}: {report['verdict']}")
        if unknown := _printed_since(release):
            raise NotPublishable(f"{release.number} ble prøvd før {unknown} ble publisert: bygg den på nytt")
        if not approved_by or approved_by == release.built_by:
            raise NotPublishable(f"{release.number} er bygd av {release.built_by}: en annen må godkjenne den")
        release.state, release.approved_by, release.published_at = State.PUBLISHED, approved_by, timezone.now()
        release.save()
        _event(release, approved_by, "published")
        transaction.on_commit(partial(_send_for_files, release.number), robust=True)
    return release


def _printed_since(release: Release) -> str:
    """Number of a release of the same years, with other print, published after this one was attacked; else empty."""
    since = release.events.filter(step="audited").latest("at").at
    others = Release.objects.filter(published_at__gt=since).exclude(digest=release.digest)
    return next((other.number for other in others if set(other.years) & set(release.years)), "")


def withdraw(*, release: Release, actor: str, reason: str) -> Release:
    """Take a release back. It stays readable by its number and says why it was withdrawn."""
    if not reason.strip():
        raise ValueError("en tilbaketrekking må ha en grunn")
    with transaction.atomic():
        release = Release.objects.select_for_update().get(pk=release.pk)
        if release.state != State.PUBLISHED:
            raise NotPublishable(f"{release.number} er {release.get_state_display()}; bare en publisert kan trekkes")
        release.state, release.withdrawn_at, release.withdrawn_reason = State.WITHDRAWN, timezone.now(), reason
        release.save()
        _event(release, actor, "withdrawn", reason)
    return release


def _send_for_files(number: str) -> None:
    from statistics.tasks import write_files  # the tasks call the actions

    write_files.delay(number)


def _store(release: Release, progress: Progress) -> None:
    parts = list(release.parts.order_by("year"))
    reference = yearly.load_reference(release.manifest["reference"])
    cubes = [yearly.load_cube(part.cube) for part in parts]
    names = assemble.names(reference)
    find = node_of(cubes[0].nodes, reference["replaced"])
    with_ddd = assemble.nodes_with(reference["with_ddd"], find, cubes[0].nodes)
    policy = policy_named(release.protection)
    masks = [_masks(part, cube, policy) for part, cube in zip(parts, cubes, strict=True)]
    blocks, payloads = [], {}
    content = assemble.doses_of_nodes(reference["doses"], find, cubes[0].nodes)[:, 0]
    for block in assemble.printed(cubes, masks, with_ddd, by_packages(policy.rounding, content)):
        payloads[block.code] = store.pack(block.values, block.reasons, years=release.years)
        blocks.append(block)
        progress(len(blocks), len(cubes[0].nodes))
    people = [yearly.load_population(part.year, part.extract) for part in parts]
    payloads[POPULATION] = store.pack(*assemble.population_block(people), years=release.years)
    _write(release, payloads, names, assemble.terms(names, reference["products"]))
    totals = assemble.totals(blocks, release.years)
    Totals.objects.create(release=release, payload=totals)
    release.digest = assemble.digest(payloads, names)
    withdrawn = sorted({code for mask in masks for code in mask.withdrawn(cubes[0].nodes)})
    release.manifest |= _manifest(parts, cubes, reference, policy, blocks) | {"withdrawn": withdrawn}
    release.manifest |= {"comparison": _comparison(release, totals)}
    release.state, release.built_at = State.BUILT, timezone.now()
    release.save()


def _masks(part: Part, cube: YearCube, policy: Policy) -> assemble.Masks:
    if not part.protection:
        small = primary(cube.users, policy) | unprinted(SHAPE, policy).reshape(SHAPE)
        return assemble.Masks(small, small)
    protection = yearly.load_protection(part.protection)
    return assemble.Masks(protection.hidden_users, protection.hidden_sums, protection.withdrawn)


def _secret(release: Release, year: int) -> Secret | None:
    """The truth and the proof of a protected year, for the attack to check; a primary one claims to prove nothing."""
    part = release.parts.get(year=year)
    if not part.protection:
        return None
    cube, protection = yearly.load_cube(part.cube), yearly.load_protection(part.protection)
    policy, reference = policy_named(release.protection), release.manifest["reference"]
    sensitive = yearly.sensitive(year, part.extract, policy, reference)
    return Secret(cube.users, yearly.sums(cube), protection.worlds, protection.sum_worlds, sensitive)


def _write(
    release: Release, payloads: dict[str, bytes], names: list[dict[str, Any]], terms: list[dict[str, str]]
) -> None:
    Block.objects.bulk_create((Block(release=release, code=code, payload=p) for code, p in payloads.items()), 100)
    Node.objects.bulk_create((Node(release=release, **row) for row in names), 500)
    Term.objects.bulk_create((Term(release=release, **row) for row in terms), 500)


def _manifest(
    parts: list[Part],
    cubes: list[YearCube],
    reference: dict[str, Any],
    policy: Policy,
    blocks: list[assemble.Printed],
) -> dict[str, Any]:
    of_years = zip(parts, map(assemble.with_own_products, cubes), strict=True)
    return {
        "atc_version": reference["day"],
        "moved": reference["replaced"],
        "code": code_version(),
        "policy": asdict(policy),
        "parts": [
            {"year": part.year, "extract": part.extract, "report": part.report, "own": own} for part, own in of_years
        ],
        "cells": assemble.tally(blocks),
        "visible": visible(blocks, [part.year for part in parts]),
    }


def _comparison(release: Release, totals: bytes) -> dict[str, Any]:
    before = Release.objects.filter(state=State.PUBLISHED).order_by("-published_at").first()
    if before is None:
        return {}
    return {"with": before.number} | compare(store.unpack(before.totals.payload), store.unpack(totals))


def _next_number(year: int) -> str:
    taken = Release.objects.filter(number__startswith=f"{year}-").values_list("number", flat=True)
    return f"{year}-{max((int(number.split('-')[1]) for number in taken), default=0) + 1}"


def _event(release: Release, actor: str, step: str, reason: str = "") -> None:
    ReleaseEvent.objects.create(release=release, actor=actor, step=step, reason=reason)
