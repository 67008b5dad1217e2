"""Dispensings as a FHIR R4 transaction bundle, and the reply: one outcome for each resource. Format: docs/sources.md.

The model is the institutions' feed to the Norwegian register: a transaction bundle that is answered resource by
resource, so that one bad line stops no other. A resource becomes one line of the pharmacies' format, version 2.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, BinaryIO

from registry.oids import REIMBURSEMENT
from registry.sources.bounded import Bounded
from registry.sources.delivery_file import DISPENSING, FIRST_LINE, BrokenFile
from registry.sources.json_members import members

COLUMNS = (*DISPENSING, "art", "gjelder")
DELIVERY, LINE, KIND, REFERS = "urn:lmr:leveranse", "urn:lmr:linje", "urn:lmr:art", "urn:lmr:gjelder"
PRICE, BASIS, CODE, PLACE, SPECIES = (
    f"urn:lmr:{name}" for name in ("pris", "hjemmel", "refusjon", "kommune", "dyreart")
)
LISTS = {f"urn:oid:{oid}": name for oid, name in REIMBURSEMENT.items()}
NOT_JSON = "bunten er ikke gyldig JSON med en liste i «entry», eller den er avkortet; send den på nytt"
HEAD = ("resourceType", "type", "identifier")
LARGEST = 12  # digits of an amount before the point; one with a billion would fill the memory when written out
Json = Mapping[str, Any]


def subject(file: BinaryIO) -> tuple[str, ...]:
    """The pharmacy's number and the month, from the identifier of a transaction bundle. Raises BrokenFile.

    Reads on until they are found, wherever they stand.
    """
    head: dict[str, Any] = {}
    for name, value in _members(file):
        if name in HEAD:
            head[name] = value
        elif name == "entry" and len(head) == len(HEAD):
            break
    return _subject(head)


def resources(file: BinaryIO) -> Iterator[Json]:
    """The MedicationDispense of each entry, one at a time; empty for an entry of something else. Raises BrokenFile."""
    return (_resource(value) for name, value in _members(file) if name == "entry")


def _members(file: BinaryIO) -> Iterator[tuple[str, Any]]:
    try:
        yield from members(Bounded(file), "entry")
    except BrokenFile:
        raise
    except UnicodeDecodeError:
        raise BrokenFile("bunten er ikke UTF-8; lagre den som UTF-8") from None
    except (ValueError, RecursionError):
        raise BrokenFile(NOT_JSON) from None


def cells(resource: Json) -> list[str]:
    """The texts of one line. What is not there, or is not of the expected kind, is an empty text; checks come later."""
    extensions = {str(one.get("url")): one for one in _dicts(resource.get("extension"))}
    reason = _at(extensions, CODE, "valueCoding")
    listed = LISTS.get(_text(reason, "system"), "ukjent")
    return [
        _identifier(resource, LINE),
        _text(resource, "whenHandedOver")[:10],
        _text(_at(resource, "subject", "identifier"), "value"),
        _text(_at(extensions, SPECIES, "valueCoding"), "code"),
        _text(_at(_contained(resource), "requester", "identifier"), "value"),
        _text(_first(_at(resource, "medicationCodeableConcept").get("coding")), "code"),
        _number(_at(resource, "quantity").get("value")),
        _money(_at(extensions, PRICE, "valueMoney").get("value")),
        _text(_at(extensions, BASIS, "valueCoding"), "code"),
        f"{listed}:{_text(reason, 'code')}" if reason else "",
        _text(_at(extensions, PLACE, "valueCoding"), "code"),
        _text(_first(_at(resource, "type").get("coding")), "code") or "U",
        _text(_at(extensions, REFERS), "valueString"),
    ]


def reply(count: int, refused: Sequence[Any]) -> dict[str, Any]:
    """A transaction-response: 201 for each stored line, 422 with an OperationOutcome for each refused one."""
    wrong = {one.line - FIRST_LINE: one for one in refused}
    return {
        "resourceType": "Bundle",
        "type": "transaction-response",
        "entry": [{"response": _response(wrong.get(number))} for number in range(count)],
    }


def outcome(text: str, code: str = "invalid", place: str = "") -> dict[str, Any]:
    issue = {"severity": "error", "code": code, "diagnostics": text}
    return {"resourceType": "OperationOutcome", "issue": [issue | ({"expression": [place]} if place else {})]}


def _response(refused: Any) -> dict[str, Any]:
    if refused is None:
        return {"status": "201 Created"}
    again = refused.field == "linje" and "alt lagret" in refused.reason
    status, code = ("409 Conflict", "duplicate") if again else ("422 Unprocessable Entity", "invalid")
    return {"status": status, "outcome": outcome(f"{refused.field}: {refused.reason}", code, refused.field)}


def _subject(head: Json) -> tuple[str, ...]:
    if head.get("resourceType") != "Bundle" or head.get("type") != "transaction":
        raise BrokenFile("filen skal være en FHIR-ressurs av typen Bundle med type «transaction»")
    found = _at(head, "identifier")
    parts = tuple(_text(found, "value").split("/"))
    if found.get("system") != DELIVERY or len(parts) != 3:
        raise BrokenFile(f"Bundle.identifier skal ha system {DELIVERY} og verdi <apoteknummer>/<ÅÅÅÅ-MM>/<løpenummer>")
    return parts[:2]


def _resource(entry: Any) -> Json:
    resource = _at({"entry": entry}, "entry", "resource")
    return resource if resource.get("resourceType") == "MedicationDispense" else {}


def _contained(resource: Json) -> Json:
    """The contained prescription, whose requester is the prescriber."""
    found = (one for one in _dicts(resource.get("contained")) if one.get("resourceType") == "MedicationRequest")
    return next(found, {})


def _identifier(resource: Json, system: str) -> str:
    return next((_text(one, "value") for one in _dicts(resource.get("identifier")) if one.get("system") == system), "")


def _at(tree: Json, *path: str) -> Json:
    for name in path:
        found = tree.get(name)
        tree = found if isinstance(found, dict) else {}
    return tree


def _dicts(found: Any) -> list[Json]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _first(found: Any) -> Json:
    return next(iter(_dicts(found)), {})


def _text(tree: Json, name: str) -> str:
    found = tree.get(name)
    return found if isinstance(found, str) else ""


def _number(found: Any) -> str:
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        return ""
    return str(found)[:20]


def _money(found: Any) -> str:
    """Kroner with two decimals: 50, 50.0 and 50.00 are the same amount, and 50.001 is none."""
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        return ""
    amount = Decimal(found)
    if not amount.is_finite() or amount.adjusted() > LARGEST:
        return "for stort"
    return f"{amount:.2f}" if amount == round(amount, 2) else f"{amount:f}"
