"""Files of one source system into the register: known already, broken, or received with a receipt."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import IntegrityError

from registry.actions import Receipt, receive
from registry.bulk import many_transactions
from registry.models import Delivery, QuarantinedLine, Source
from registry.partitions import lists_built_after
from registry.quality import watch, years_with_months
from registry.queries import delivered
from registry.sources import (
    amendments,
    changed_numbers,
    content,
    fest,
    fhir,
    folkeregisteret,
    hpr,
    pharmacies,
    pharmacy_list,
    ssb,
    ssb_table,
    volven,
)
from registry.sources.content import Checked
from registry.sources.delivery_file import BrokenFile, first_fields, hash_of
from registry.sources.forms import from_bundle, take_apart

CONTENTS = {
    Source.VOLVEN: volven.CONTENTS,
    Source.SSB: ssb.CONTENTS,
    Source.PHARMACY_LIST: pharmacy_list.CONTENTS,
    Source.HPR: hpr.CONTENTS,
    Source.FOLKEREGISTERET: {**folkeregisteret.CONTENTS, **changed_numbers.CONTENTS},
    Source.PHARMACIES: {**pharmacies.CONTENTS, **amendments.CONTENTS},
}


SUFFIXES = {
    Source.FEST: (".xml",),
    Source.PHARMACIES: (".csv", ".parquet", ".json"),
    Source.SSB: (".csv", ".parquet", ".json", ".gz"),
}


@dataclass(frozen=True)
class FileResult:
    """One file's outcome: a receipt, or known already, or the reason why nothing could be read."""

    path: Path
    receipt: Receipt | None = None
    broken: str = ""


@dataclass
class Summary:
    files: int = 0
    known: int = 0
    lines: int = 0
    stored: int = 0
    unchanged: int = 0
    quarantined: int = 0
    broken: list[tuple[Path, str]] = field(default_factory=list)

    def add(self, result: FileResult) -> None:
        self.files += 1
        if result.broken:
            self.broken.append((result.path, result.broken))
        elif result.receipt is None:
            self.known += 1
        else:
            self.lines += result.receipt.lines
            self.stored += result.receipt.stored
            self.unchanged += result.receipt.unchanged
            self.quarantined += result.receipt.quarantined


def find_files(source: str, paths: Iterable[Path]) -> list[Path]:
    """The files among `paths` and in folders there, in the order they are read: what others refer to comes first."""
    order = list(dict.fromkeys(content.name for content in CONTENTS.get(Source(source), {}).values()))
    found = [file for path in paths for file in (_within(source, path) if path.is_dir() else [path])]
    return sorted(found, key=lambda path: (_rank(path, order), path))


def ingest(
    source: str,
    paths: Sequence[Path],
    progress: Callable[[FileResult], None] | None = None,
    *,
    actor: str = "ingest",
    history: bool = False,
) -> Summary:
    """Read every file of `paths` (folders recursively), in one transaction each; `progress` hears of each.

    A broken file stops none of the others. `history`: years that the register has nothing of get their lists' indexes
    at the end, see `partitions.lists_built_after`. Raises ValueError for an unknown source.
    """
    summary, prepared = Summary(), dict[str, Any]()
    with many_transactions(Delivery), lists_built_after() if history else nullcontext():
        for path in find_files(source, paths):
            result = _one(Source(source), path, prepared, actor)
            summary.add(result)
            if progress:
                progress(result)
    if source == Source.PHARMACIES and summary.lines:
        watch(years_with_months())
    return summary


def _one(source: Source, path: Path, prepared: dict[str, Any], actor: str) -> FileResult:
    try:
        sha256 = hash_of(path)
        if delivered(sha256):
            return FileResult(path)
        checked = _checked(source, path, prepared)
    except BrokenFile as error:
        return FileResult(path, broken=str(error))
    except OSError as error:
        return FileResult(path, broken=f"kan ikke leses: {error.strerror}")
    try:
        return FileResult(path, receipt=_receive(source, path, sha256, checked, actor))
    except BrokenFile as error:
        return FileResult(path, broken=str(error))
    except IntegrityError:
        if delivered(sha256):
            return FileResult(path)  # another process was first with the same content
        raise


def take_bundle(data: bytes, *, pharmacy: str, actor: str) -> dict[str, Any]:
    """Store a posted FHIR bundle as a file of the pharmacy's would be, and give the reply: one outcome a resource.

    The same bundle again is answered as the first time, and changes nothing. Raises BrokenFile, and nothing is stored.
    """
    file = from_bundle(data)
    if file.subject[0] != pharmacy:
        raise BrokenFile("bunten er fra et annet apotek enn nøkkelen; bruk apotekets egen nøkkel")
    sha256 = hashlib.sha256(data).hexdigest()
    before = Delivery.objects.filter(sha256=sha256).first()
    if before is not None:
        return fhir.reply(before.lines, list(before.quarantine.order_by("line")))
    checked = content.check_file(Source.PHARMACIES.value, CONTENTS[Source.PHARMACIES], file, {})
    receipt = _receive(Source.PHARMACIES, Path("mottak", "fhir"), sha256, checked, actor)
    refused = QuarantinedLine.objects.filter(delivery__sha256=sha256).order_by("line")
    return fhir.reply(receipt.lines, list(refused))


def _receive(source: Source, path: Path, sha256: str, checked: Checked, actor: str) -> Receipt:
    return receive(
        actor=actor,
        source=source.value,
        subject=checked.subject,
        filename="/".join(path.parts[-2:]),
        sha256=sha256,
        pieces=checked.pieces,
        header=checked.header,
    )


def _checked(source: Source, path: Path, prepared: dict[str, Any]) -> Checked:
    if source == Source.FEST:
        return fest.read(path)
    if source == Source.SSB and ssb_table.is_table(_head(path)):
        return content.check_file(source.value, CONTENTS[source], ssb_table.read(path.read_bytes()), prepared)
    return content.check_file(source.value, CONTENTS[source], take_apart(path), prepared)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(ssb_table.HEAD_BYTES)


def _within(source: str, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix in SUFFIXES.get(source, (".csv", ".parquet"))]


def _rank(path: Path, order: Sequence[str]) -> int:
    """The place of the file's content in its source's order; 0 with one kind only, and where the file can't be read.

    What does not say what it holds is SSB's own table, and comes last.
    """
    if len(order) < 2 or not path.is_file():
        return 0
    fields = first_fields(path)
    if not fields or fields[0] != "#LMR":
        return len(order)
    return order.index(fields[2]) if len(fields) > 2 and fields[2] in order else 0
