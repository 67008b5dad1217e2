"""The medicines agency's list of pharmacies."""

from registry import queries
from registry.models import Pharmacy
from registry.sources import fields as f
from registry.sources.checking import Field, Lines
from registry.sources.content import Content
from registry.sources.repeats import agree
from registry.sources.storing import upsert

NUMBER = r"[0-9]{1,6}"


def _fields() -> list[Field]:
    known = queries.municipalities()
    return [
        Field("apoteknummer", f.pattern(NUMBER, "et apoteknummer med høyst seks siffer")),
        Field("navn", f.text(120)),
        Field("orgnr", f.optional(f.pattern(r"[0-9]{9}", "et organisasjonsnummer med ni siffer"), "")),
        Field("kommune", f.one_of(known, "ukjent kommunenummer; lever kommuner.csv fra SSB først")),
        Field("aapnet", f.day),
        Field("stengt", f.optional(f.day)),
    ]


def _check(lines: Lines, fields: list[Field]) -> None:
    lines.parse(fields)
    dates = zip(lines["aapnet"], lines["stengt"], strict=True)
    lines.rule("stengt", [closed is not None and closed < opened for opened, closed in dates], "er før apoteket åpnet")
    lines.drop()
    agree(lines, "apoteknummer", ("apoteknummer",), "står to ganger i filen med ulikt innhold; den første gjelder")


def _store(lines: Lines, delivery: int) -> int:
    values = ("name", "organisation_number", "municipality", "opened", "closed")
    rows = list(zip(*(lines[name] for name in lines.columns), strict=True))
    return upsert(Pharmacy, ("number",), values, rows).count(False)


CONTENTS = {
    "apotek": Content(
        name="apotek",
        columns=("apoteknummer", "navn", "orgnr", "kommune", "aapnet", "stengt"),
        prepare=_fields,
        check=_check,
        store=_store,
    )
}
