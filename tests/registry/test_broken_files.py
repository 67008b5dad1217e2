"""A folder of broken files for each source: each is named with what to do, nothing is stored, memory stays bounded."""

import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from registry.models import Delivery, Event, LogHead, QuarantinedLine
from registry.sources import ingest
from tests.registry import broken, world

SOURCES = [*broken.GOOD, "fest"]
WHAT_TO_DO = re.compile(r"\bskal\b|må leveres|[.;:] (lagre|hent|lever|send|skriv|ta|velg|bruk|del|rett)\b", re.I)
"""Every message says what is right, or what to do."""
KEPT = 400_000_000  # bytes of address space that a process may take beyond what it starts with


def everything() -> dict[str, int]:
    """How many rows each table of the register has, but for the log."""
    models = (model for model in apps.get_app_config("registry").get_models() if model not in (Event, LogHead))
    return {model.__name__: model._base_manager.count() for model in models}


@pytest.mark.parametrize("source", SOURCES)
def test_broken_files_are_named_and_store_nothing(register, tmp_path: Path, source: str) -> None:
    before = everything()
    files = list(broken.write(source, tmp_path))
    summary = ingest(source, [tmp_path])
    reasons = {path.stem: reason for path, reason in summary.broken}
    assert set(reasons) == {path.stem for path in files}
    assert [reason for reason in reasons.values() if not WHAT_TO_DO.search(reason)] == []
    assert everything() == before


@pytest.mark.parametrize("source", broken.GOOD)
def test_bad_lines_are_refused_and_the_good_ones_stored(register, source: str) -> None:
    summary = register(source, broken.with_bad_lines(source))
    good = broken.GOOD[source].count("\n") - 3
    assert (summary.broken, summary.quarantined) == ([], len(broken.LINES))
    assert summary.stored + summary.unchanged == good
    assert all(line.reason for line in QuarantinedLine.objects.all())


def test_replayed_and_reordered_deliveries_end_in_the_same_register(register) -> None:
    first = world.person_file(f"{world.CILLE};2024-02-10;K;;0301;2024-03-01")
    second = world.person_file(f"{world.CILLE};2024-02-10;K;;4601;2024-05-01")
    for text in (second, first, second, first):
        register("folkeregisteret", text)
    person = apps.get_model("registry", "Person").objects.get(birth_date="2024-02-10")
    homes = list(person.residences.values_list("municipality", "valid_from", "valid_to"))
    assert [(place, str(start), str(end)) for place, start, end in homes] == [
        ("4601", "2024-02-10", "2024-02-29"),
        ("0301", "2024-03-01", "2024-04-30"),
        ("4601", "2024-05-01", "None"),
    ]
    assert Delivery.objects.filter(source="folkeregisteret").count() == 3


@pytest.mark.parametrize("future", ["2999-01", "2100-12"])
def test_what_has_not_come_is_refused_in_operation(register, settings, future: str) -> None:
    settings.SYNTHETIC_ONLY = False
    summary = register("pharmacies", world.dispensing_file(period=future))
    assert "ikke kommet ennå" in summary.broken[0][1]


@pytest.mark.parametrize(
    ("source", "text", "field"),
    [
        ("folkeregisteret", world.person_file(f"{world.CILLE};2099-02-10;K;;0301;2099-03-01"), "fodselsdato"),
        ("folkeregisteret", world.person_file(f"{world.CILLE};2024-02-10;K;2099-02;0301;2024-03-01"), "dod"),
        ("folkeregisteret", world.person_file(f"{world.CILLE};2024-02-10;K;;0301;2099-03-01"), "gyldig_fra"),
        ("hpr", world.hpr_file(f"{world.DOCTOR};2099;K;LE;ALM;2004-01-01;"), "fodselsaar"),
        ("ssb", world.population_file("2024;03;K;73;-1"), "antall"),
        ("volven", world.atc_file("C10AA01;simvastatin;simvastatin;-30;mg;O;2004-01-01;;"), "ddd"),
        ("fest", world.fest(world.package(prices=(("2024-01-01", "-1.00"),))), "Pris"),
        ("pharmacies", world.dispensing_file(world.DISPENSINGS[0].replace("123.40", "-123.40")), "pris"),
        ("pharmacies", world.dispensing_file(world.DISPENSINGS[0].replace("2024-02-01", "2024-03-01")), "dato"),
    ],
)
def test_what_lies_ahead_and_what_is_negative_is_refused(register, settings, source, text, field) -> None:
    settings.SYNTHETIC_ONLY = False  # as in operation: days are held against the clock
    assert register(source, text).quarantined == 1
    assert QuarantinedLine.objects.get().field == field


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bomb-in-attribute", "bomb-utf-16", "deep", "wide-text", "zeros", "endless-line"])
def test_memory_stays_bounded(tmp_path: Path, name: str) -> None:
    """In a process of its own that the kernel stops at the limit."""
    source = "fest" if name in broken.XML else "hpr"
    path = next(path for path in broken.write(source, tmp_path) if path.stem == name)
    program = (
        "import resource, sys; import django; django.setup();"
        "from pathlib import Path; from registry.sources.delivery_file import BrokenFile;"
        "from registry.sources import fest_file, forms;"
        "used = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize();"
        f"resource.setrlimit(resource.RLIMIT_AS, (used + {KEPT},) * 2);"
        f"read = fest_file.parse if {source == 'fest'} else lambda path: list(forms.take_apart(path).pieces)\n"
        "try: read(Path(sys.argv[1]))\n"
        "except BrokenFile as why: print(why)\n"
    )
    run = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    assert run.stdout
    assert resource.getpagesize()


@pytest.mark.parametrize("source", broken.GOOD)
def test_what_was_delivered_before_changes_nothing_and_order_does_not_matter(register, source: str) -> None:
    """The same file; the same lines the other way round; and the first file once more."""
    head, names, *lines = broken.GOOD[source].split("\n")[:-2]
    register(source, broken.GOOD[source])
    before = everything() | {"Delivery": 0, "QuarantinedLine": 0}
    assert register(source, broken.GOOD[source]).known == 1
    reordered = register(source, world.delivery(head[5:], names, *lines[::-1]))
    assert (reordered.stored, reordered.broken) == (0, [])
    assert reordered.unchanged + reordered.quarantined + reordered.known == (len(lines) if not reordered.known else 1)
    assert everything() | {"Delivery": 0, "QuarantinedLine": 0} == before
    if source == "pharmacies":
        assert all("alt lagret" in line.reason for line in QuarantinedLine.objects.all())
