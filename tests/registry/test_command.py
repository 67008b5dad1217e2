"""`manage.py ingest` and `registry.sources.ingest` over whole folders."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from registry.models import Delivery, Dispensing
from registry.sources import find_files, ingest
from tests.registry import world


def run(*arguments: object) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("ingest", *map(str, arguments), stdout=out)
    except SystemExit as end:
        return int(end.code), out.getvalue()
    return 0, out.getvalue()


def number(output: str, label: str) -> int:
    line = next(line for line in output.splitlines() if line.startswith(f"│ {label} "))
    return int("".join(filter(str.isdigit, line)))


def test_every_source_in_turn(empty, tmp_path) -> None:
    folder = world.write(tmp_path / "in")
    assert [run(source, folder / source)[0] for source in world.ORDER] == [0] * len(world.ORDER)
    assert Delivery.objects.count() == len(world.FILES)
    assert Dispensing.objects.count() == len(world.DISPENSINGS)
    assert not Delivery.objects.filter(quarantined__gt=0).exists()


def test_files_are_read_in_the_order_they_refer_to_each_other(tmp_path) -> None:
    folder = world.write(tmp_path / "in")
    names = [path.name for path in find_files("ssb", [folder / "ssb"])]
    assert names == ["fylker.csv", "kommuner.csv", "folkemengde-2024.csv"]


def test_broken_file_is_named_and_stops_no_other(register, tmp_path) -> None:
    folder = tmp_path / "pharmacies" / "00123"
    folder.mkdir(parents=True)
    (folder / "2024-01.csv").write_text(world.dispensing_file(period="2024-01")[:-4])
    (folder / "2024-02.csv").write_text(world.dispensing_file(*world.DISPENSINGS, "x"))
    code, output = run("pharmacies", tmp_path / "pharmacies")
    assert code == 1
    assert "2024-01.csv: filen er avkortet" in " ".join(output.split())
    assert (number(output, "ikke lest"), number(output, "lagret"), number(output, "i karantene")) == (1, 6, 1)


def test_quarantine_is_no_failure_and_second_time_is_known(register, tmp_path) -> None:
    path = tmp_path / "2024-02.csv"
    path.write_text(world.dispensing_file("x"))
    assert run("pharmacies", path)[0] == 0
    code, output = run("pharmacies", path)
    assert (code, number(output, "lest før"), number(output, "linjer")) == (0, 1, 0)


def test_file_that_is_not_there(register, tmp_path) -> None:
    code, output = run("hpr", tmp_path / "no.csv")
    assert code == 1
    assert "kan ikke leses" in " ".join(output.split())


def test_unknown_source(empty, tmp_path) -> None:
    with pytest.raises(CommandError, match="source"):
        call_command("ingest", "fhi", str(tmp_path))
    with pytest.raises(ValueError, match="fhi"):
        ingest("fhi", [tmp_path])


def test_progress_hears_of_every_file(empty, tmp_path) -> None:
    heard = []
    summary = ingest("ssb", [world.write(tmp_path / "in") / "ssb"], heard.append, actor="test")
    assert [result.receipt.lines for result in heard] == [3, 4, 3]
    assert (summary.files, summary.lines, summary.stored) == (3, 10, 10)


def test_crash_half_way_leaves_nothing(register, monkeypatch, tmp_path) -> None:
    path = tmp_path / "2024-02.csv"
    path.write_text(world.dispensing_file(*world.DISPENSINGS, "x"))

    def crash(*arguments: object, **named: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("registry.log.write", crash)
        with pytest.raises(RuntimeError):
            ingest("pharmacies", [path])
    assert not Dispensing.objects.exists()
    assert ingest("pharmacies", [path]).stored == 6
