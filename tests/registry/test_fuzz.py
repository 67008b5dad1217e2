"""Every parser against what hypothesis makes up: BrokenFile, or lines of which the database takes the good ones."""

import json
from contextlib import suppress
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.models import Delivery
from registry.sources import fest_file, fhir, json_members
from registry.sources.bounded import Bounded
from registry.sources.checking import FIRST_LINE
from registry.sources.content import check_file
from registry.sources.delivery_file import BrokenFile, DeliveryFile
from registry.sources.forms import from_bundle, take_apart
from registry.sources.intake import CONTENTS
from tests.registry import world
from tests.registry.damage import ODD, damaged, json_values, kept

MANY = settings(max_examples=150, deadline=None)
KINDS = [(source.value, name) for source, contents in CONTENTS.items() for name in contents]
TEXTS = {
    text.split(";")[1] + ";" + text.split(";")[2]: text for name, text in world.FILES.items() if "fest" not in name
}


@MANY
@given(st.data())
def test_text_files(data: st.DataObject) -> None:
    good = data.draw(st.sampled_from(sorted(world.FILES.values()))).encode()
    with suppress(BrokenFile):
        file = take_apart(kept(data.draw(damaged(good) | st.binary(max_size=200))))
        assert all(isinstance(line, str) for piece in file.pieces for line in piece)


@MANY
@given(st.data())
def test_fest(data: st.DataObject) -> None:
    with suppress(BrokenFile):
        made = data.draw(damaged(world.FILES["fest/fest.xml"].encode()) | st.binary(max_size=200))
        found = fest_file.parse(kept(made))
        assert all(isinstance(text, str) for entry in found.packages() for text in entry.texts.values())


@MANY
@given(json_values)
def test_bundles_of_anything(content: object) -> None:
    with suppress(BrokenFile):
        from_bundle(json.dumps(content).encode())


@MANY
@given(
    st.dictionaries(
        st.sampled_from(["identifier", "type", "subject", "contained", "quantity", "extension"]), json_values
    )
)
def test_resources_of_anything_are_lines(resource: dict[str, object]) -> None:
    content = {"resourceType": "Bundle", "type": "transaction", "entry": [{"resource": resource}]}
    content["identifier"] = {"system": "urn:lmr:leveranse", "value": "00123/2024-02/1"}
    resource["resourceType"] = "MedicationDispense"
    [found] = fhir.resources(BytesIO(json.dumps(content).encode()))
    cells = fhir.cells(found)
    assert len(cells) == len(fhir.COLUMNS)
    assert all(isinstance(cell, str) for cell in cells)


SUBJECTS = {
    "utleveringer": ("00123", world.PERIOD),
    "folkemengde": ("2024",),
    "folkemengde;2": ("2024", "2024"),
}
"""What follows the version in line 1, by content, or content and version."""


@pytest.mark.parametrize(("source", "name"), KINDS)
def test_lines_of_every_kind(register, source: str, name: str) -> None:
    """Cells of good lines changed at random: every line is judged, and what is good can be stored."""
    content = CONTENTS[source][name]
    subject = SUBJECTS.get(name, SUBJECTS.get(content.name, ()))
    good = _good_lines(source, content.name, len(content.columns))
    cells = sorted({cell for line in good for cell in line}) + ODD
    prepared: dict[str, object] = {}

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def check(data: st.DataObject) -> None:
        lines = [list(line) for line in data.draw(st.lists(st.sampled_from(good), min_size=1, max_size=6))]
        for line in lines:
            for place in data.draw(st.lists(st.integers(0, len(line) - 1), max_size=3)):
                line[place] = data.draw(
                    st.sampled_from(cells) | st.text(max_size=5).filter(lambda text: ";" not in text)
                )
        texts = [";".join(line) for line in lines]
        file = DeliveryFile(source, content.name, str(content.version), subject, content.columns, [texts])
        [piece] = check_file(source, CONTENTS[source], file, prepared).pieces(None)
        assert len({one.line for one in piece.refused}) == len(piece.refused) <= len(texts)
        assert all(FIRST_LINE <= one.line < FIRST_LINE + len(texts) for one in piece.refused)
        point = transaction.savepoint()
        piece.enrol()
        piece.store(_delivery())
        transaction.savepoint_rollback(point)

    check()


def _good_lines(source: str, name: str, width: int) -> list[list[str]]:
    if name == "identifikatorer":
        return [[world.NOT_IN_REGISTER, world.ANNA, "2024-01-01"], [world.CILLE, world.BJARNE, "2024-01-01"]]
    if width == len(fhir.COLUMNS):
        more = [("E", "2024-02/1"), ("S", "2024-02/2"), ("U", "")]
        return [[*line.split(";"), *extra] for line in world.DISPENSINGS for extra in more]
    return [line.split(";") for line in TEXTS[f"{source};{name}"].split("\n")[2:-2]]


def _delivery() -> int:

    counts = dict.fromkeys(("lines", "stored", "unchanged", "quarantined"), 0)
    return Delivery.objects.get_or_create(sha256="0" * 64, defaults={"received_at": timezone.now(), **counts})[0].pk


@MANY
@given(
    st.dictionaries(st.sampled_from(["a", "entry", "æ", "b"]), json_values | st.lists(json_values)), st.integers(1, 9)
)
def test_members_are_those_of_the_whole(content: dict[str, object], block: int) -> None:
    """Read a few bytes at a time, and by the standard library at once."""
    data = json.dumps(content, ensure_ascii=False).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_members, "BLOCK", block)
        found: dict[str, object] = {"entry": []} if content.get("entry") == [] else {}
        try:
            for name, value in json_members.members(Bounded(BytesIO(data)), "entry"):
                if name == "entry":
                    found.setdefault("entry", []).append(value)
                else:
                    found[name] = value
        except ValueError:
            assert not isinstance(content.get("entry", []), list)
            return
    assert json.dumps(found, sort_keys=True, default=float) == json.dumps(
        json.loads(data, parse_float=Decimal), sort_keys=True, default=float
    )
