"""Storing master data: a row that is new is inserted, one that differs is updated, one that is equal is left alone."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Model

from registry.bulk import bulk_insert, bulk_update, one_at_a_time
from registry.corrections import Standing
from registry.identity.queries import chunks

Row = tuple[object, ...]
ONE_DAY = timedelta(days=1)


def upsert(model: type[Model], key: Sequence[str], values: Sequence[str], rows: Sequence[Row]) -> list[bool]:
    """Bring `rows` (key fields, then value fields) into the table; a key may come more than once with equal values.

    Returns, row for row, whether the register did not already have it.
    """
    width = len(key)
    one_at_a_time(model)
    stored = _stored(model, key, values, {row[0] for row in rows})
    new = {row[:width]: row[width:] for row in rows}
    standing = Standing.of(model, [pk for pk, _ in stored.values()])
    new.update((k, standing.kept(pk, values, new[k])) for k, (pk, _) in stored.items() if standing.by_cell and k in new)
    bulk_insert(model, (*key, *values), [(*k, *v) for k, v in new.items() if k not in stored])
    different = ((*v, stored[k][0]) for k, v in new.items() if k in stored and stored[k][1] != v)
    if values:
        bulk_update(model, values, list(different))
    return [row[:width] not in stored or stored[row[:width]][1] != new[row[:width]] for row in rows]


def upsert_periods(model: type[Model], owner: str, value: str, rows: Sequence[tuple[int, date, object]]) -> list[bool]:
    """Bring (owner, first day, value) into a history where each row ends the day before the owner's next begins.

    Returns, row for row, whether the register did not already have it.
    """
    one_at_a_time(model)
    stored = _stored(model, (owner, "valid_from"), (value, "valid_to"), {row[0] for row in rows})
    standing = Standing.of(model, [pk for pk, _ in stored.values()])
    given = {(who, first): what for who, first, what in rows}
    given.update((k, standing.kept(pk, (value,), (given[k],))[0]) for k, (pk, _) in stored.items() if k in given)
    changed = [stored.get((who, first), (0, (None,)))[1][0] != given[who, first] for who, first, _ in rows]
    values = {key: row[0] for key, (_, row) in stored.items()} | given
    ends = _ends(values)
    wanted: dict[Row, Row] = {key: (what, ends[key]) for key, what in values.items()}
    last_days = ((key, pk) for key, (pk, _) in stored.items() if standing.by_cell)
    wanted.update((k, (wanted[k][0], *standing.kept(pk, ("valid_to",), wanted[k][1:]))) for k, pk in last_days)
    bulk_insert(
        model,
        (owner, "valid_from", value, "valid_to"),
        [(*key, *row) for key, row in wanted.items() if key not in stored],
    )
    different = [(*row, stored[key][0]) for key, row in wanted.items() if key in stored and stored[key][1] != row]
    bulk_update(model, (value, "valid_to"), different)
    return changed


def _ends(keys: Iterable[Row]) -> dict[Row, date | None]:
    starts: dict[object, list[date]] = defaultdict(list)
    for owner, first in keys:
        starts[owner].append(first)  # type: ignore[arg-type]
    ends: dict[Row, date | None] = {}
    for owner, days in starts.items():
        days.sort()
        for first, following in zip(days, [*days[1:], None], strict=True):
            ends[owner, first] = following - ONE_DAY if following else None
    return ends


def _stored(
    model: type[Model], key: Sequence[str], values: Sequence[str], firsts: Iterable[object]
) -> dict[Row, tuple[object, Row]]:
    width = len(key)
    found: dict[Row, tuple[object, Row]] = {}
    for chunk in chunks(firsts):
        rows = model._base_manager.filter(**{f"{key[0]}__in": chunk}).values_list("pk", *key, *values)
        found.update((row[1 : 1 + width], (row[0], row[1 + width :])) for row in rows.iterator())
    return found
