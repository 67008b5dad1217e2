"""The same dispensings as text, as Parquet and as a FHIR bundle give the same rows; and the feed's replies."""

import datetime as dt
import json
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from registry.models import Delivery, Dispensing, FeedClient
from registry.sources import forms, ingest
from tests.registry import world

NAMES = world.DISPENSING_COLUMNS.split(";")
ROWS = [dict(zip(NAMES, text.split(";"), strict=True)) for text in world.DISPENSINGS]
FIELDS = ("date", "recipient", "person", "species", "prescriber", "product", "packages", "price_ore", "legal_basis")
HEADER = "pharmacies;utleveringer;1;00123;2024-02"


def stored() -> list[tuple[Any, ...]]:
    return list(Dispensing.objects.order_by("line").values_list(*FIELDS, "reimbursement_code", "municipality"))


@pytest.fixture
def expected(register) -> list[tuple[Any, ...]]:
    """What the text file gives; taken away again."""
    register("pharmacies", world.dispensing_file(*world.DISPENSINGS))
    found = stored()
    Dispensing.objects.all().delete()
    return found


def table(**types: pa.DataType) -> pa.Table:
    columns = {name: [row[name] or None for row in ROWS] for name in NAMES}
    columns["dato"] = [dt.date.fromisoformat(row["dato"]) for row in ROWS]
    columns["pris"] = [Decimal(row["pris"]) for row in ROWS]
    for name in ("linje", "pakninger"):
        columns[name] = [int(row[name]) for row in ROWS]
    return pa.table(columns)


def parquet(path: Path, content: pa.Table, header: str = HEADER) -> Path:
    pq.write_table(content.replace_schema_metadata({"lmr": header}), path)
    return path


def test_parquet_gives_the_rows_of_the_text(expected, tmp_path) -> None:
    summary = ingest("pharmacies", [parquet(tmp_path / "2024-02.parquet", table())])
    assert (summary.stored, summary.quarantined, summary.broken) == (6, 0, [])
    assert stored() == expected


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda data: data[: len(data) // 2], "avkortet"),
        (lambda data: data[:8] + b"\xff" * 40 + data[48:], ""),
        (lambda data: b"PAR1", "avkortet"),
    ],
)
def test_broken_parquet_stores_nothing(register, tmp_path, change, reason: str) -> None:
    path = parquet(tmp_path / "x.parquet", table())
    path.write_bytes(change(path.read_bytes()))
    summary = ingest("pharmacies", [path])
    assert reason in summary.broken[0][1]
    assert not Dispensing.objects.exists()


def test_parquet_without_header_with_floats_or_other_columns(register, tmp_path) -> None:
    price = table().set_column(NAMES.index("pris"), "pris", pa.array([1.5] * 6))
    for number, (content, header, reason) in enumerate(
        [
            (table(), "", "metadata «lmr»"),
            (price, HEADER, "desimal"),
            (table().drop(["pris"]), HEADER, "linje 2 skal være"),
            (table(), HEADER.replace("00123", "99999"), "apoteklisten"),
            (table().set_column(4, "rekvirent", pa.array(["7\0"] * 6)), HEADER, "ikke er tekst"),
        ]
    ):
        summary = ingest("pharmacies", [parquet(tmp_path / f"{number}.parquet", content, header)])
        assert reason in summary.broken[0][1]


def test_parquet_with_too_large_row_groups(register, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(forms, "MAX_GROUP", 500)
    assert "mindre" in ingest("pharmacies", [parquet(tmp_path / "x.parquet", table())]).broken[0][1]


def resource(row: dict[str, str]) -> dict[str, Any]:
    """One dispensing as a pharmacy's system would say it."""
    listed, _, code = row["refusjonskode"].partition(":")
    oid = {"ICD-10": "7110", "ICPC-2": "7170"}.get(listed, "")
    extensions = [
        {"url": "urn:lmr:pris", "valueMoney": {"value": "PRIS", "currency": "NOK"}},
        {"url": "urn:lmr:hjemmel", "valueCoding": {"code": row["hjemmel"]}},
        {"url": "urn:lmr:kommune", "valueCoding": {"code": row["kommune"]}},
        {"url": "urn:lmr:dyreart", "valueCoding": {"code": row["dyreart"]}},
    ]
    if code:
        coding = {"system": f"urn:oid:{world.V}{oid}", "code": code}
        extensions.append({"url": "urn:lmr:refusjon", "valueCoding": coding})
    if row["pakninger"].startswith("-"):
        extensions.append({"url": "urn:lmr:gjelder", "valueString": "2024-02/1"})
    return {
        "resourceType": "MedicationDispense",
        "status": "completed",
        "identifier": [{"system": "urn:lmr:linje", "value": row["linje"]}],
        "type": {"coding": [{"system": "urn:lmr:art", "code": "R" if row["pakninger"].startswith("-") else "U"}]},
        "contained": [
            {"resourceType": "MedicationRequest", "requester": {"identifier": {"value": row["rekvirent"]}}},
        ],
        "subject": {"identifier": {"system": "urn:oid:2.16.578.1.12.4.1.4.1", "value": row["pasient"]}},
        "medicationCodeableConcept": {"coding": [{"system": f"urn:oid:{world.V}7424", "code": row["varenummer"]}]},
        "quantity": {"value": int(row["pakninger"])},
        "whenHandedOver": f"{row['dato']}T10:00:00+01:00",
        "extension": extensions,
    }


def bundle(*rows: dict[str, str], period: str = "2024-02", number: int = 1) -> bytes:
    content = {
        "resourceType": "Bundle",
        "type": "transaction",
        "identifier": {"system": "urn:lmr:leveranse", "value": f"00123/{period}/{number}"},
        "entry": [{"resource": resource(row), "request": {"method": "POST", "url": "x"}} for row in rows],
    }
    text = json.dumps(content)
    for row in rows:
        text = text.replace('"PRIS"', row["pris"], 1)  # a number as it is written, not as a float
    return text.encode()


def test_bundle_file_gives_the_rows_of_the_text(expected, tmp_path) -> None:
    for number, rows in enumerate((ROWS[:5], ROWS[5:])):  # what returns, after what it returns
        path = tmp_path / f"{number}.json"
        path.write_bytes(bundle(*rows, number=number))
        summary = ingest("pharmacies", [path])
        assert (summary.quarantined, summary.broken) == (0, [])
    assert stored() == expected


@pytest.fixture
def post(register):
    out = StringIO()
    call_command("feed_client", "00123", stdout=out)
    token, client = out.getvalue().strip(), Client()

    def post(data: bytes, token: str = token, kind: str = "application/fhir+json"):
        return client.post("/mottak/fhir", data, content_type=kind, headers={"Authorization": f"Bearer {token}"})

    return post


def statuses(response) -> list[str]:
    return [entry["response"]["status"][:3] for entry in response.json()["entry"]]


def test_feed_answers_each_resource(post) -> None:
    wrong = {**ROWS[1], "varenummer": "999999"}
    response = post(bundle(ROWS[0], wrong, ROWS[2]))
    assert (response.status_code, statuses(response)) == (200, ["201", "422", "201"])
    issue = response.json()["entry"][1]["response"]["outcome"]["issue"][0]
    assert issue["diagnostics"] == "varenummer: varenummeret finnes ikke i FEST"
    assert Dispensing.objects.count() == 2
    assert FeedClient.objects.get(active=True).used_at


def test_feed_is_safe_to_send_again(post) -> None:
    first, again = post(bundle(ROWS[0])), post(bundle(ROWS[0]))
    assert first.json() == again.json()
    assert statuses(post(bundle(ROWS[0], ROWS[1], number=2))) == ["409", "201"]
    assert (Dispensing.objects.count(), Delivery.objects.filter(source="pharmacies").count()) == (2, 2)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{", "gyldig JSON"),
        (b"\xff{", "UTF-8"),
        (b"[" * 100_000, "gyldig JSON"),
        (b"[]", "gyldig JSON"),
        (b"{" + b'"a":[' * 100_000, "gyldig JSON"),
        (b'{"resourceType": "Bundle", "type": "batch"}', "transaction"),
        (b'{"resourceType": "Bundle", "type": "transaction", "entry": {}}', "en liste"),
        (bundle(ROWS[0]) + b"x", "gyldig JSON"),
        (b'{"resourceType": "Bundle", "type": "transaction"}', "identifier"),
        (bundle(ROWS[0]).replace(b"00123/", b"99999/"), "annet apotek"),
        (bundle(ROWS[0], period="2024-13"), "følger versjonen"),
        (bundle(ROWS[0]).replace(b"012345", b"01\\u00002345"), "ikke er tekst"),
        (bundle(ROWS[0]).replace(b"012345", b"01\\ud8002345"), "ikke er tekst"),
        (bundle(ROWS[0]).replace(b'"value": 1}', b'"value": ' + b"9" * 6_000 + b"}"), "gyldig JSON"),
    ],
)
def test_feed_refuses_what_is_no_bundle(post, data: bytes, reason: str) -> None:
    response = post(data)
    assert (response.status_code, response.json()["resourceType"]) == (400, "OperationOutcome")
    assert reason in response.json()["issue"][0]["diagnostics"]
    assert not Dispensing.objects.exists()


def test_bundle_may_tell_of_itself_at_its_end(post) -> None:
    content = json.loads(bundle(ROWS[0], ROWS[2]))
    entries = ["text", [1, {"a": None}], *content.pop("entry")]
    turned = {"meta": {"tag": [{"code": "x"}]}, "entry": entries, **content}
    assert statuses(post(json.dumps(turned, indent=1).encode())) == ["422", "422", "201", "201"]


def test_one_entry_has_a_largest_size(register, tmp_path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b'{"resourceType": "' + b"x" * 9_000_000)
    assert "større enn 8 MB" in ingest("pharmacies", [path]).broken[0][1]


def test_feed_wants_a_token_a_type_and_a_size(post, settings) -> None:
    assert post(bundle(ROWS[0]), token="feil").status_code == 401
    assert post(bundle(ROWS[0]), kind="text/plain").status_code == 415
    assert Client().get("/mottak/fhir").status_code == 405
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert post(bundle(ROWS[0])).status_code == 413


def test_new_token_ends_the_old_one(post) -> None:
    call_command("feed_client", "00123", stdout=StringIO())
    assert post(bundle(ROWS[0])).status_code == 401
    with pytest.raises(CommandError, match="finnes ikke"):
        call_command("feed_client", "99999")
