"""Refused lines tried again: what was missing, such as a person or a product, may have come since."""

from collections import defaultdict
from collections.abc import Iterable

from registry import quality
from registry.actions import take_in
from registry.identity.queries import sealed_lines
from registry.models import Delivery, Pharmacy, QuarantinedLine, Source
from registry.sources import content
from registry.sources.delivery_file import FIRST_LINE, DeliveryFile
from registry.sources.intake import CONTENTS


def try_again(lines: Iterable[QuarantinedLine], *, actor: str, reason: str) -> tuple[int, int]:
    """Check waiting lines as if they came now, and store the good ones; returns how many were taken in, and left.

    Lines whose delivery does not say what it held (FEST), or whose sealed text is gone, are left as they are.
    """
    by_delivery: dict[int, list[QuarantinedLine]] = defaultdict(list)
    asked = 0
    for line in lines:
        asked += 1
        if line.state == QuarantinedLine.State.WAITING:
            by_delivery[line.delivery_id].append(line)
    taken = sum(_one(Delivery.objects.get(pk=pk), some, actor, reason) for pk, some in by_delivery.items())
    return taken, asked - taken


def _one(delivery: Delivery, lines: list[QuarantinedLine], actor: str, reason: str) -> int:
    texts = sealed_lines(line.sealed for line in lines)
    lines = [line for line in lines if line.sealed in texts]
    if not delivery.header or not lines:
        return 0
    file = _file(delivery, [texts[line.sealed] for line in lines])
    [piece] = content.check_file(delivery.source, CONTENTS[delivery.source], file, {}).pieces(None)
    piece.enrol()
    refused = {one.line - FIRST_LINE: one for one in piece.refused}

    def store(pk: int) -> int:
        _forget_refused(delivery, lines)
        return piece.store(pk)

    return take_in(actor=actor, delivery=delivery, lines=lines, refused=refused, store=store, reason=reason)


def _forget_refused(delivery: Delivery, lines: list[QuarantinedLine]) -> None:
    """The quality watch counts these lines when they are stored, or refused, the second time."""
    if delivery.source != Source.PHARMACIES:
        return
    number, month = delivery.header.split(";")[2:]
    unknown = sum(line.field == "varenummer" for line in lines)
    sums = {"refused": -len(lines), "unknown_products": -unknown}
    quality.note(Pharmacy.objects.get(number=number).pk, int(month.replace("-", "")), sums)


def _file(delivery: Delivery, texts: list[str]) -> DeliveryFile:
    name, version, *subject = delivery.header.split(";")
    kind = CONTENTS[delivery.source][name if version == "1" else f"{name};{version}"]
    return DeliveryFile(delivery.source, name, version, tuple(subject), kind.columns, [texts])
