"""Pharmacies' dispensings, version 2: with returns, replacements and cancellations that refer to an earlier line."""

from collections import Counter
from typing import Any

import numpy as np

from registry import queries
from registry.bulk import bulk_insert
from registry.models import Amendment, Dispensing
from registry.sources import fhir, pharmacies
from registry.sources import fields as f
from registry.sources.checking import Field, Lines
from registry.sources.content import Content
from registry.sources.pharmacies import STORED, Needed, judge, period_of, prepare, sender

DISPENSED, RETURNED, REPLACES, CANCELS = "U", "R", "E", "S"
PLACE = r"20[0-9]{2}-(0[1-9]|1[0-2])/[1-9][0-9]{0,8}"
STORED_2 = {**STORED, "returns_period": "returns_period", "returns_line": "returns_line"}
Place = tuple[int, int]


def _check(lines: Lines, needed: Needed) -> None:
    pharmacy = sender(lines, needed)
    own = [
        Field("dato", f.day),
        Field("art", f.one_of("URES", "skal være U (utlevering), R (retur), E (erstatter) eller S (annullerer)")),
        Field("gjelder", f.optional(f.pattern(PLACE, "en tidligere linje, på formen ÅÅÅÅ-MM/linje"), "")),
    ]
    fields = {**needed.fields, **{one.name: one for one in own}}
    lines.parse([fields[name] for name in fhir.COLUMNS])
    _check_kind(lines)
    judge(lines, needed, pharmacy)
    _check_references(lines, pharmacy)
    lines.drop()


def _check_kind(lines: Lines) -> None:
    kinds, refers, period = lines["art"], lines["gjelder"], lines.subject[1]
    filled = [bool(place) for place in refers]
    refer = [kind != DISPENSED for kind in kinds]
    missing = [needs and not has for needs, has in zip(refer, filled, strict=True)]
    lines.rule("gjelder", missing, "mangler; en retur, erstatning eller annullering viser til linjen den gjelder")
    spare = [has and not needs for needs, has in zip(refer, filled, strict=True)]
    lines.rule("gjelder", spare, "skal være tom for en vanlig utlevering")
    months = [place[:7] if kind in (REPLACES, CANCELS) else period for kind, place in zip(kinds, refers, strict=True)]
    outside = [str(day)[:7] != month for day, month in zip(lines["dato"], months, strict=True)]
    lines.rule("dato", outside, "datoen ligger utenfor filens måned, eller måneden til linjen det vises til")
    returned = np.array(lines["pakninger"], dtype=np.int64) < 0
    lines.rule(
        "art",
        returned & np.array([kind == DISPENSED for kind in kinds], dtype=np.bool_),
        "negative pakninger er en retur, R",
    )
    lines.rule(
        "pakninger", ~returned & np.array([kind == RETURNED for kind in kinds], dtype=np.bool_), "en retur er negativ"
    )
    lines.drop()


def _check_references(lines: Lines, pharmacy: int) -> None:
    places = [_place(text) for text in lines["gjelder"]]
    wanted = {place for place in places if place}
    stored = {at: row for at, row in queries.lines_at(pharmacy, wanted).items() if row.delivery_id != lines.delivery}
    back = Counter(queries.returned(pharmacy, wanted))
    held = queries.corrected(row.pk for row in stored.values())
    amended: set[Place] = set()
    for row, place in enumerate(places):
        if place is None:
            continue
        reason = _refusal(lines, row, stored.get(place), back[place], place in amended, held)
        if reason:
            lines.refuse(row, "gjelder", reason)
        elif lines["art"][row] == RETURNED:
            back[place] -= lines["pakninger"][row]
        else:
            amended.add(place)
    lines.values["returns_period"], lines.values["returns_line"] = _returns(lines, places)


def _refusal(lines: Lines, row: int, original: Dispensing | None, back: int, amended: bool, held: set[int]) -> str:
    if original is None:
        return "linjen det vises til, er ikke lagret; er den alt erstattet, vises det til den nye linjen"
    if amended:
        return "en tidligere linje i filen endrer den samme linjen"
    same = lines["person"][row] == original.person_id and lines["varenummer"][row] == original.product_id
    if lines["art"][row] == RETURNED:
        if not same:
            return "returen gjelder en annen person eller vare enn linjen det vises til"
        return (
            "det er returnert mer enn linjen det vises til"
            if back - lines["pakninger"][row] > original.packages
            else ""
        )
    if back:
        return "linjen det vises til, har returer; annuller dem først"
    return "registeret har rettet linjen det vises til; ta kontakt med registeret" if original.pk in held else ""


def _returns(lines: Lines, places: list[Place | None]) -> tuple[list[int | None], list[int | None]]:
    own = [place if kind == RETURNED else None for place, kind in zip(places, lines["art"], strict=True)]
    return [place[0] if place else None for place in own], [place[1] if place else None for place in own]


def _store(lines: Lines, delivery: int) -> int:
    _amend(lines, delivery)
    stands = [kind != CANCELS for kind in lines["art"]]
    columns = [lines[name] for name in STORED_2.values()]
    rows = (row for row, keep in zip(zip(*columns, strict=True), stands, strict=True) if keep)
    bulk_insert(Dispensing, ("delivery", *STORED_2), ((delivery, *row) for row in rows))
    pharmacies.note_month(lines)
    return 0


def _amend(lines: Lines, delivery: int) -> None:
    """Keep what the lines that are replaced or cancelled said, and take them out."""
    places = {
        row: place
        for row, (text, kind) in enumerate(zip(lines["gjelder"], lines["art"], strict=True))
        if kind in (REPLACES, CANCELS) and (place := _place(text))
    }
    if not places:
        return
    stored = queries.lines_at(lines["pharmacy"][0], set(places.values()))
    Amendment.objects.bulk_create(
        [_amendment(lines, row, stored[place], delivery) for row, place in places.items()], batch_size=1_000
    )
    ids = [row.pk for row in stored.values()]
    for start in range(0, len(ids), 5_000):
        Dispensing.objects.filter(pk__in=ids[start : start + 5_000]).delete()


def _amendment(lines: Lines, row: int, original: Dispensing, delivery: int) -> Amendment:
    return Amendment(
        delivery_id=delivery,
        kind=lines["art"][row],
        pharmacy_id=original.pharmacy_id,
        period=period_of(lines),
        line=lines["linje"][row],
        original_period=original.period,
        original_line=original.line,
        key=original.person_id,
        before=_before(original),
    )


def _before(row: Dispensing) -> dict[str, Any]:
    return {
        "dato": str(row.date),
        "varenummer": row.product.item_number,
        "pakninger": row.packages,
        "pris i kroner": f"{row.price_ore / 100:.2f}",
        "dyreart": row.species,
        "refusjonshjemmel": row.legal_basis,
        "refusjonskode": row.reimbursement_code,
        "bostedskommune": row.municipality,
        "rekvirentens nøkkel": str(row.prescriber_id or ""),
        "leveranse": row.delivery_id,
    }


def _place(text: str) -> Place | None:
    if not text:
        return None
    month, line = text.split("/")
    return int(month.replace("-", "")), int(line)


CONTENTS = {
    "utleveringer;2": Content(
        name="utleveringer",
        version=2,
        columns=fhir.COLUMNS,
        prepare=prepare,
        check=_check,
        store=_store,
        subject=pharmacies.CONTENTS["utleveringer"].subject,
        title="{0} {1}",
        hidden=frozenset({"pasient", "rekvirent"}),
    )
}
