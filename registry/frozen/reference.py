"""The codes that a release is counted and named by, as of one day."""

import datetime as dt
from typing import Any

from registry.models import AtcCode, County, Municipality, Product
from registry.sources.doses import thousandths


def reference(day: dt.date) -> dict[str, Any]:
    """ATC codes in force on `day`, municipalities with their county of today; products' names and doses by code."""
    valid = AtcCode.objects.filter(valid_from__lte=day).exclude(valid_to__lt=day)
    fields = ("code", "name", "name_en", "level", "parent", "ddd", "ddd_unit", "ddd_route")
    moved = AtcCode.objects.exclude(replaced_by="").order_by("code", "valid_from")
    places = Municipality.objects.order_by("code", "valid_from")
    products = Product.objects.order_by("atc", "name").values_list("atc", "name").distinct()
    return {
        "day": day.isoformat(),
        "atc": [
            {name: str(value) if name == "ddd" and value is not None else value for name, value in row.items()}
            for row in valid.order_by("code").values(*fields)
        ],
        "replaced": dict(moved.values_list("code", "replaced_by")),
        "municipalities": [
            [code, county, first.isoformat(), last.isoformat() if last else None]
            for code, county, first, last in places.values_list("code", "county_id", "valid_from", "valid_to")
        ],
        "counties": dict(County.objects.order_by("code").values_list("code", "name")),
        "products": [list(row) for row in products],
        "doses": _doses(),
        "with_ddd": sorted(set(Product.objects.exclude(ddd_per_package=None).values_list("atc", flat=True))),
    }


def _doses() -> dict[str, list[int]]:
    """Least and most thousandths of a DDD in one package of the code's products; one without DDD has 0."""
    found: dict[str, list[int]] = {}
    for atc, doses in Product.objects.exclude(atc="").order_by("atc").values_list("atc", "ddd_per_package"):
        milli = thousandths(doses)
        least, most = found.get(atc, (milli, milli))
        found[atc] = [min(least, milli), max(most, milli)]
    return found
