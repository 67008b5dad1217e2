"""After good, bad and broken deliveries, no identity number is in the register, in a log or in an error."""

import logging

from django.db import connections

from registry import log
from registry.identity.queries import sealed_line
from registry.models import QuarantinedLine
from tests.registry import world
from tests.registry.test_dispensings import line

NUMBERS = (*world.PEOPLE, world.NOT_IN_REGISTER, world.DOCTOR, world.VET, world.UNKNOWN_DOCTOR)
SHIFTED = [
    line(dyreart=world.ANNA),
    line(kommune=world.ANNA),
    line(varenummer=f"{world.ANNA[:6]} {world.ANNA[6:]}"),
    line(refusjonskode=f"x{world.ANNA}"),
    line(hjemmel=world.DOCTOR),
    line(rekvirent=world.ANNA),
    line(pasient=world.NOT_IN_REGISTER),
    line(rekvirent=world.UNKNOWN_DOCTOR),
    f"{world.ANNA};{world.ANNA}",
    line(dato=world.ANNA),
    line(pris=f"{world.DOCTOR}"),
]


def dump(alias: str) -> str:
    """Every value of every table of a database, as text."""
    texts = []
    with connections[alias].cursor() as cursor:
        for table in connections[alias].introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connections[alias].ops.quote_name(table)}")
            texts += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(texts)


def test_nowhere_but_in_the_vault(register, caplog, capsys, tmp_path) -> None:
    caplog.set_level(logging.DEBUG)
    for text in (
        world.dispensing_file(*world.DISPENSINGS, *SHIFTED),
        world.dispensing_file(*SHIFTED)[:-3],
        world.dispensing_file(line(), pharmacy=world.ANNA),
    ):
        summary = register("pharmacies", text)
        assert not any(number in str(summary) for number in NUMBERS)
    register("folkeregisteret", world.person_file(f"{world.ANNA};{world.ANNA};K;;0301;2004-01-01", f"X{world.ANNA}"))
    register("hpr", world.hpr_file(f"{world.DOCTOR};{world.DOCTOR};K;LE;;2004-01-01;"))
    assert QuarantinedLine.objects.count() == len(SHIFTED) + 3
    output = capsys.readouterr()
    everything = "\n".join((dump("default"), caplog.text, output.out, output.err))
    assert not [number for number in NUMBERS if number in everything]
    assert f"{world.ANNA[:6]} {world.ANNA[6:]}" not in everything


def test_quarantined_line_is_whole_in_the_vault(register) -> None:
    register("pharmacies", world.dispensing_file(SHIFTED[0]))
    assert sealed_line(QuarantinedLine.objects.get().sealed) == SHIFTED[0]


def test_the_scan_sees_what_it_looks_for(register) -> None:
    log.write("a", "b", world.ANNA)
    assert world.ANNA in dump("default")


def test_register_and_vault_share_no_table(register) -> None:
    assert "identity_identity" not in connections["default"].introspection.table_names()
