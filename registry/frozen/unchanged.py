"""Whether a year is as it was when it was extracted, at the price of one look over its rows.

A fingerprint is a sum over all rows of every column that goes into the extract, each mixed with the row's own number:
a line that is added, removed or changed changes it. It is compared with that of an earlier extract and never
published, so it need not withstand anybody's intent, only chance.
"""

import json

from django.db import connection

from registry.frozen.layout import LAYOUT, sha256
from registry.models import Pharmacy, Population, Product

PRIME = 1_000_003
"""Products of two remainders stay below 10^12, and a sum of 10^8 of them below 2^63, where SQLite's sums end."""

LINES = """
    SELECT count(*), sum(id % {p}),
           sum(id % {p} * (({text_basis} + packages * 7 + line * 11 + period * 13 + {p}) % {p})),
           sum((coalesce(person_id, 0) % {p}) * (id % 9973)), sum((coalesce(person_id, 0) / {p} % {p}) * (id % 9967)),
           sum(coalesce(prescriber_id, 0) % {p} * (id % 9949)), sum(price_ore), sum(price_ore % {p} * (id % 9941)),
           sum((product_id * 4096 + pharmacy_id) % {p} * (id % 9931)), sum({text_place} % {p} * (id % 9929)),
           sum({day} % {p} * (id % 9923))
    FROM registry_dispensing WHERE period BETWEEN {first} AND {last}
"""
PEOPLE = """
    SELECT count(*), sum(key % {p} * ({born} % {p})), sum(key % {p} * ({dead} % {p})),
           sum(key % {p} * (CASE sex WHEN 'K' THEN 1 WHEN 'M' THEN 2 ELSE 3 END)), sum(key / {p} % {p})
    FROM registry_person
"""
HOMES = """
    SELECT count(*), sum(person_id % {p} * ({text_place} % {p})), sum(person_id / {p} % {p} * ({text_place} % {p}))
    FROM registry_residence
    WHERE valid_from <= '{january}' AND (valid_to IS NULL OR valid_to >= '{january}')
"""
DIALECTS = {
    "postgresql": {
        "day": "(date - DATE '2000-01-01')",
        "born": "coalesce(birth_date - DATE '1800-01-01', 0)",
        "dead": "coalesce(death_month - DATE '1900-01-01', 0)",
        "text_basis": "abs(hashtext(legal_basis)::bigint)",
        "text_place": "abs(hashtext(municipality)::bigint)",
    },
    "sqlite": {
        "day": "CAST(julianday(date) AS INTEGER)",
        "born": "coalesce(CAST(julianday(birth_date) AS INTEGER), 0)",
        "dead": "coalesce(CAST(julianday(death_month) AS INTEGER), 0)",
        "text_basis": "(unicode(legal_basis || '-') * 4096 + CAST(legal_basis AS INTEGER))",
        "text_place": "(unicode(municipality || '-') * 65536 + CAST(municipality AS INTEGER))",
    },
}


def fingerprint(year: int) -> str:
    """64 hexadecimal digits, of this database: another one with the same content has other row numbers."""
    names = DIALECTS[connection.vendor] | {
        "p": PRIME,
        "first": year * 100 + 1,
        "last": year * 100 + 12,
        "january": f"{year}-01-01",
    }
    looks: list[object] = [LAYOUT]
    with connection.cursor() as cursor:
        for sql in (LINES, PEOPLE, HOMES):
            cursor.execute(sql.format(**names))
            looks.append([str(each) for each in cursor.fetchone()])
    products = Product.objects.order_by("pk").values_list("pk", "item_number", "atc", "ddd_per_package")
    looks += [list(products), list(Pharmacy.objects.order_by("pk").values_list("pk", "number"))]
    rows = Population.objects.filter(year=year).order_by("region", "sex", "age")
    looks.append(list(rows.values_list("region", "sex", "age", "count")))
    return sha256(json.dumps(looks, default=str).encode())
