"""Files of any size: a file read in small pieces gives the register that it gives whole, and memory stays the same."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.identity.models import SealedLine
from registry.models import Delivery, Dispensing, Person, Product, QuarantinedLine, Residence
from registry.sources import delivery_file, fest, forms, ingest
from registry.sources.content import check_file
from registry.sources.delivery_file import DeliveryFile
from registry.sources.pharmacies import CONTENTS
from registry.sources.said import Said
from tests.registry import world
from tests.registry.test_fast_is_slow import broken_lines

TWICE = (
    "kodeverk",
    world.codelist_file(
        "lmr:dyreart;HUN;Hund;2004-01-01;", "lmr:dyreart;KAT;Katt;2004-01-01;", "lmr:dyreart;HUN;Hest;2004-01-01;"
    ),
)


@pytest.fixture
def small(monkeypatch) -> None:
    """Pieces of two lines or packages, out of blocks of forty bytes."""
    monkeypatch.setattr(delivery_file, "PIECE", 2)
    monkeypatch.setattr(delivery_file, "BLOCK", 40)
    monkeypatch.setattr(forms, "PIECE", 2)
    monkeypatch.setattr(fest, "PACKAGES", 1)


def whole_register() -> dict[str, list[object]]:
    """Everything but what is drawn at random."""
    return {
        "receipts": list(
            Delivery.objects.order_by("pk").values_list("subject", "lines", "stored", "unchanged", "quarantined")
        ),
        "people": sorted(Person.objects.values_list("birth_date", "sex", "death_month")),
        "homes": sorted(Residence.objects.values_list("municipality", "valid_from", "person__birth_date")),
        "products": list(Product.objects.order_by("item_number").values_list("item_number", "ddd_per_package")),
        "lines": list(
            Dispensing.objects.order_by("line").values_list("line", "date", "person__birth_date", "packages")
        ),
        "refused": list(QuarantinedLine.objects.order_by("pk").values_list("line", "field", "reason")),
    }


def deliver_all(deliver: Callable[[str, str], object]) -> None:
    for name in sorted(world.FILES, key=lambda name: (world.ORDER.index(name.split("/")[0]), "folkemengde" in name)):
        deliver(name.split("/")[0], world.FILES[name])
    deliver("volven", TWICE[1])
    other = world.PERSONS[1].replace("1950-02-03", "1950-02-04")
    deliver("folkeregisteret", world.person_file(*world.PERSONS, other, world.PERSONS[0]))
    deliver("pharmacies", world.dispensing_file(*world.DISPENSINGS[:3], world.DISPENSINGS[1], "x", period="2024-02"))


@pytest.fixture(params=[False, True], ids=["whole", "in pieces"])
def read(request, deliver) -> dict[str, list[object]]:
    if request.param:
        request.getfixturevalue("small")
    deliver_all(deliver)
    return whole_register()


SEEN: list[dict[str, list[object]]] = []


def test_pieces_give_the_same_register(read) -> None:
    SEEN.append(read)
    assert read == SEEN[0]
    assert [(line, field) for line, field, _ in read["refused"]] == [
        (5, "kode"), (7, "identifikator"), (3, "linje"), (4, "linje"), (5, "linje"), (6, "linje"), (7, "hele linjen"),
    ]  # fmt: skip


def test_same_verdicts_in_pieces(register) -> None:
    content = CONTENTS["utleveringer"]
    needed = {content.name: content.prepare()}

    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(broken_lines(), min_size=1, max_size=12), st.integers(1, 4))
    def compare(texts: list[str], size: int) -> None:
        def refused(pieces: list[list[str]]) -> list[object]:
            file = DeliveryFile("pharmacies", content.name, "1", ("00123", world.PERIOD), content.columns, pieces)
            return [
                one for piece in check_file("pharmacies", CONTENTS, file, needed).pieces(None) for one in piece.refused
            ]

        cut = [texts[first : first + size] for first in range(0, len(texts), size)]
        assert refused(cut) == refused([texts])

    compare()


@given(st.lists(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["a", "b", Decimal(3), Decimal("3.0")])))))
def test_what_was_said_is_the_same_on_disk(pieces: list[list[tuple[int, object]]]) -> None:
    in_memory, on_disk = Said(), Said()
    for piece in pieces:
        on_disk.next_piece()
        keys, values = [key for key, _ in piece], [value for _, value in piece]
        assert on_disk.otherwise("x", keys, values) == in_memory.otherwise("x", keys, values)
    on_disk.close()


@pytest.mark.usefixtures("small")
def test_what_breaks_late_leaves_nothing(register, tmp_path: Path) -> None:
    before = {model: model._default_manager.count() for model in (Delivery, Dispensing, QuarantinedLine, SealedLine)}
    path = tmp_path / "2024-02.csv"
    good = world.dispensing_file("x", *world.DISPENSINGS, "y")
    for late in (
        good.replace("kommune\n", "kommune\nz\n"),
        good.replace("\ny\n", "\n\0\n"),
        good.replace("\ny", "\ny" * 20),
    ):
        path.write_text(late)
        assert ingest("pharmacies", [path]).broken
        assert {model: model._default_manager.count() for model in before} == before


@pytest.mark.usefixtures("small")
def test_what_rewrites_the_vault_comes_in_one_piece(register) -> None:
    lines = [f"{world.NOT_IN_REGISTER};{number};2024-01-01" for number in world.PEOPLE]
    text = world.delivery("folkeregisteret;identifikatorer;1", "identifikator;tidligere;gyldig_fra", *lines)
    assert "del den opp" in register("folkeregisteret", text).broken[0][1]


# A file of each form that is larger than what the reading of it may take.

LINE = world.DISPENSINGS[0].partition(";")[2]


def _text(path: Path) -> None:
    head, columns = world.dispensing_file().split("\n")[:2]
    with path.open("w") as file:
        file.write(f"{head}\n{columns}\n")
        for first in range(1, 1_000_001, 100_000):
            file.writelines(f"{number};{LINE}\n" for number in range(first, first + 100_000))
        file.write("#SLUTT;1000000\n")


def _parquet(path: Path) -> None:
    names = world.DISPENSING_COLUMNS.split(";")
    cells = dict(zip(names, world.DISPENSINGS[0].split(";"), strict=True))
    group = pa.table({name: [f"{cells[name]}{row}" for row in range(20_000)] for name in names})
    group = group.replace_schema_metadata({"lmr": f"pharmacies;utleveringer;1;00123;{world.PERIOD}"})
    with pq.ParquetWriter(path, group.schema, use_dictionary=False, compression="none") as writer:
        for _ in range(50):
            writer.write_table(group)


def _bundle(path: Path) -> None:
    entry = json.dumps({"resource": {"resourceType": "MedicationDispense", "note": [{"text": "x" * 4_000}]}})
    with path.open("w") as file:
        file.write('{"resourceType": "Bundle", "type": "transaction", "entry": [')
        file.write(f"{entry}," * 20_000)
        file.write(f'{entry}], "identifier": {{"system": "urn:lmr:leveranse", "value": "00123/2024-02/1"}}}}')


def _fest(path: Path) -> None:
    begin, rest = world.fest("PAKNINGER").split("PAKNINGER")
    with path.open("w") as file:
        file.write(begin.replace(world.brand(), "".join(world.brand(f"ID_{one}") for one in range(30_000))))
        for first in range(0, 80_000, 10_000):
            file.write("".join(world.package(number) for number in range(first, first + 10_000)))
        file.write(rest)


MOST = 50_000  # kB: the cache of the brands' file has 2 MB, a piece of lines some 30 MB
READ = """
import resource, sys
from pathlib import Path
import django; django.setup()
from registry.sources import fest_file, forms
used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
path, count = Path(sys.argv[1]), 0
if path.suffix == ".xml": pieces = ([entry] for entry in fest_file.parse(path).packages())
else: pieces = forms.take_apart(path).pieces
for piece in pieces: count += len(piece)
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - used)
"""
FORMS: list[tuple[str, Callable[[Path], None], int]] = [
    ("x.csv", _text, 1_000_000),
    ("x.parquet", _parquet, 1_000_000),
    ("x.json", _bundle, 20_001),
    ("x.xml", _fest, 80_000),
]


@pytest.fixture
def made(request, tmp_path: Path) -> Iterator[tuple[Path, int]]:
    name, write, count = request.param
    write(tmp_path / name)
    yield tmp_path / name, count
    (tmp_path / name).unlink()


@pytest.mark.slow
@pytest.mark.parametrize("made", FORMS, ids=[name for name, _, _ in FORMS], indirect=True)
def test_reading_takes_a_fraction_of_the_file(made: tuple[Path, int]) -> None:
    path, count = made
    run = subprocess.run([sys.executable, "-c", READ, path], capture_output=True, text=True, check=True)
    found, kilobytes = map(int, run.stdout.split())
    assert found == count
    assert path.stat().st_size > MOST * 1_200
    assert kilobytes < MOST
