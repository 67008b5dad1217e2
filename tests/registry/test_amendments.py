"""Returns, replacements and cancellations that refer to an earlier line of the same pharmacy."""

import pytest

from registry import actions, insight
from registry.identity.models import Subject
from registry.identity.queries import keys_for
from registry.models import Amendment, Dispensing, ErasedLine, Ground, Person, QuarantinedLine
from tests.registry import world

line = world.amending_line
FIRST, SECOND, TO_DOG = "2024-02/1", "2024-02/2", "2024-02/4"


@pytest.fixture
def dispensed(register):
    register("pharmacies", world.dispensing_file(*world.DISPENSINGS))
    return lambda *lines, period=world.PERIOD: register("pharmacies", world.amending_file(*lines, period=period))


def reasons() -> list[str]:
    return list(QuarantinedLine.objects.order_by("line").values_list("reason", flat=True))


def test_return_refers_to_its_line(dispensed) -> None:
    summary = dispensed(line(1, "R", FIRST, pakninger="-1", pris="-123.40", dato="2024-03-02"), period="2024-03")
    assert (summary.stored, reasons()) == (1, [])
    row = Dispensing.objects.get(period=202403)
    assert (row.packages, row.returns_period, row.returns_line) == (-1, 202402, 1)


def test_replacement_takes_the_place_of_its_line(dispensed) -> None:
    summary = dispensed(line(9, "E", FIRST, pakninger="2", pris="246.80"), period="2024-03")
    assert (summary.stored, reasons()) == (1, [])
    assert not Dispensing.objects.filter(period=202402, line=1).exists()
    assert Dispensing.objects.get(period=202403, line=9).packages == 2
    kept = Amendment.objects.get()
    assert (kept.kind, kept.original_period, kept.original_line, kept.before["pakninger"]) == ("E", 202402, 1, 1)


def test_replacement_can_be_replaced(dispensed) -> None:
    dispensed(line(9, "E", FIRST, pakninger="2", pris="246.80"))
    summary = dispensed(line(10, "E", "2024-02/9", pakninger="3", pris="370.20"))
    assert (summary.stored, Dispensing.objects.get(line=10).packages) == (1, 3)
    assert Dispensing.objects.count() == 6


def test_cancelled_line_is_gone_and_stays_out(dispensed, register) -> None:
    dispensed(line(9, "S", FIRST))
    assert not Dispensing.objects.filter(line__in=(1, 9)).exists()
    register("pharmacies", world.dispensing_file(world.DISPENSINGS[0], world.DISPENSINGS[0].replace("1;", "9;", 1)))
    assert [reason[:21] for reason in reasons()] == ["linjen er alt lagret "] * 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (line(9, "X"), "U (utlevering), R (retur)"),
        (line(9, "R", pakninger="-1", pris="-1.00"), "viser til linjen den gjelder"),
        (line(9, "U", FIRST), "skal være tom"),
        (line(9, "E", "2024-02-1"), "ÅÅÅÅ-MM/linje"),
        (line(9, "E", "2024-02/77"), "er ikke lagret"),
        (line(9, "E", "2024-01/1"), "måneden til linjen det vises til"),
        (line(9, "U", pakninger="-1", pris="-1.00"), "negative pakninger er en retur"),
        (line(9, "R", FIRST), "en retur er negativ"),
        (line(9, "R", SECOND, pakninger="-1", pris="-1.00"), "annen person eller vare"),
        (line(9, "R", FIRST, pakninger="-2", pris="-1.00"), "returnert mer"),
        (line(9, "S", FIRST, dato="2024-03-01"), "måneden til linjen"),
    ],
)
def test_line_is_refused_with_the_reason(dispensed, text: str, reason: str) -> None:
    summary = dispensed(text)
    assert (summary.stored, summary.quarantined) == (0, 1)
    assert reason in reasons()[0]
    assert Dispensing.objects.count() == 6


def test_two_lines_of_a_file_that_change_the_same(dispensed) -> None:
    back = {"pakninger": "-1", "pris": "-123.40"}
    summary = dispensed(line(9, "R", FIRST, **back), line(10, "R", FIRST, **back), line(11, "S", FIRST))
    assert (summary.stored, summary.quarantined) == (1, 2)
    assert "returnert mer" in reasons()[0]
    assert "har returer" in reasons()[1]
    summary = dispensed(line(12, "S", SECOND, pasient=world.BJARNE), line(13, "E", SECOND, pasient=world.BJARNE))
    assert (summary.stored, summary.quarantined) == (1, 1)
    assert any("endrer den samme linjen" in reason for reason in reasons())


def test_what_staff_have_corrected_the_pharmacy_does_not_replace_unseen(dispensed) -> None:
    row = Dispensing.objects.get(line=1)
    row.packages = 3
    actions.correct(actor="a", instance=row, changed=["packages"], reason="meldt")
    assert dispensed(line(9, "E", FIRST)).quarantined == 1
    assert "registeret har rettet" in reasons()[0]


def test_same_file_again_and_crash_change_nothing(dispensed, monkeypatch) -> None:
    def crash(*arguments: object, **named: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("registry.log.write", crash)
        with pytest.raises(RuntimeError):
            dispensed(line(9, "E", FIRST))
    assert (Dispensing.objects.count(), Amendment.objects.count()) == (6, 0)
    assert dispensed(line(9, "E", FIRST)).stored == 1
    assert dispensed(line(9, "E", FIRST)).known == 1
    assert (Dispensing.objects.count(), Amendment.objects.count()) == (6, 1)


def test_insight_and_erasure_reach_what_was_replaced(dispensed) -> None:
    dispensed(line(9, "E", FIRST, pakninger="2", pris="246.80"))
    anna = Person.objects.get(pk=keys_for(Subject.PERSON, [world.ANNA])[world.ANNA])
    [kept] = insight.everything(anna)["endret av apoteket"]
    assert (kept["linje"], kept["hva"], kept["pakninger"]) == ("2024-02/1", "erstattet", 1)
    actions.erase_person(actor="a", person=anna, ground=Ground.ERASURE, reason="sak")
    assert not Amendment.objects.exists()
    assert set(ErasedLine.objects.values_list("line", flat=True)) == {1, 6, 9}


def test_unknown_version_names_those_that_are_read(register) -> None:
    text = world.dispensing_file().replace("utleveringer;1", "utleveringer;3")
    assert "det skal være versjon 1 eller 2" in register("pharmacies", text).broken[0][1]
