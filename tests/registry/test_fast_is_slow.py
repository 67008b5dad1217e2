"""Checking whole columns gives the verdict of checking one line at a time, on lines broken at random."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.sources.checking import Lines
from registry.sources.pharmacies import CONTENTS
from tests.registry import slow, world

CONTENT = CONTENTS["utleveringer"]
ODD = ["", " ", "0", "-1", "1", "x", "²", "１", "1e3", "HUN", "200", "301", "9999", "1201", "-0.00", "-5.00", "7.50"]
VALUES = {
    "linje": ["1", "2", "3", "01", "1000000000"],
    "dato": [
        "2024-02-01",
        "2024-02-09",
        "2024-02-10",
        "2024-02-15",
        "2024-02-29",
        "2024-02-30",
        "2024-03-01",
        "2024-2-1",
    ],
    "pasient": [*world.PEOPLE, "", world.NOT_IN_REGISTER, world.ANNA[:10] + "x", world.ANNA[::-1], "01017012345"],
    "dyreart": ["", "HUN", "KAT"],
    "rekvirent": ["", world.DOCTOR, world.VET, world.UNKNOWN_DOCTOR, "007"],
    "varenummer": ["012345", "543210", "12345"],
    "pakninger": ["1", "-1", "2", "100000", "+1"],
    "pris": ["1.00", "-1.00", "0.00", "1.0", "1,00", "1000000000.00"],
    "hjemmel": ["", "200", "301", "999"],
    "refusjonskode": ["", "ICD-10:E11", "ICD-10:E78", "ICPC-2:T90", "E11"],
    "kommune": ["", "0301", "4601", "1201", "9999", "0302"],
}
GOOD = [text.split(";") for text in world.DISPENSINGS]


@st.composite
def broken_lines(draw: st.DrawFn) -> str:
    """A good line with up to three of its fields set to something else, or an odd number of fields."""
    cells = list(draw(st.sampled_from(GOOD)))
    for position in draw(st.lists(st.integers(0, len(cells) - 1), max_size=3)):
        cells[position] = draw(st.sampled_from(VALUES[slow.NAMES[position]]) | st.sampled_from(ODD))
    extra = draw(st.sampled_from([0] * 18 + [-1, 1]))
    return ";".join([*cells, ""] if extra == 1 else cells[: len(cells) + extra])


def test_same_verdicts(register) -> None:
    prepared = CONTENT.prepare()

    @settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(broken_lines(), max_size=12))
    def compare(texts: list[str]) -> None:
        lines = Lines(CONTENT.columns, list(texts), ("00123", world.PERIOD), CONTENT.hidden)
        CONTENT.check(lines, prepared)
        fast = {one.line: one.field for one in lines.refused}
        stored: set[int] = set()
        expected = {number: slow.judge(text, stored) for number, text in enumerate(texts, start=3)}
        assert fast == {number: field for number, field in expected.items() if field}
        assert sorted([*lines.numbers, *fast]) == list(expected)
        assert set(lines["linje"]) == stored

    compare()
