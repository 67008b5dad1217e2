"""The data model as a page and a picture, made from the models: what each field means, and where it comes from."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from registry.models.codes import Validity

SOURCES = {
    "AtcCode": "Volven 7180 (WHO)",
    "Authorisation": "Helsepersonellregisteret",
    "Code": "Volven; lists of our own begin with `lmr:`",
    "County": "SSB Klass 104",
    "Dispensing": "the pharmacies",
    "Municipality": "SSB Klass 131",
    "Person": "Folkeregisteret",
    "Pharmacy": "the medicines agency's pharmacy list",
    "Population": "SSB table 07459",
    "Prescriber": "Helsepersonellregisteret",
    "Product": "FEST",
    "ProductPrice": "FEST",
    "Residence": "Folkeregisteret",
    "Delivery": "made at the intake",
    "QuarantinedLine": "made at the intake",
    "Amendment": "the pharmacies",
    "FeedClient": "made by staff",
    "PharmacyMonth": "summed at the intake",
    "Finding": "made by the quality watch",
    "Correction": "made by staff",
    "ErasedLine": "made by staff",
    "Event": "made with every deed",
    "LogHead": "made with every deed",
    "StaffSession": "made at log-in",
    "Identity": "Folkeregisteret, Helsepersonellregisteret and the pharmacies; encrypted",
    "SealedLine": "made at the intake; encrypted",
    "LogAnchor": "made when the log is verified",
}
CODE_LISTS = {
    "Authorisation.profession": "Volven 9060",
    "Authorisation.speciality": "Volven 7426",
    "Dispensing.legal_basis": "Volven 7427",
    "Dispensing.reimbursement_code": "Volven 7110 (ICD-10), 7170 (ICPC-2), lmr:refusjonspunkt",
    "Dispensing.municipality": "SSB Klass 131",
    "Dispensing.species": "lmr:dyreart",
    "Person.sex": "Volven 3101",
    "Prescriber.sex": "Volven 3101",
    "Residence.municipality": "SSB Klass 131",
    "Pharmacy.municipality": "SSB Klass 131",
    "Product.atc": "Volven 7180",
    "Product.item_number": "Volven 7424",
    "Product.form": "Volven 7448",
    "Product.package_unit": "Volven 7452",
    "AtcCode.code": "Volven 7180",
}
# What the register is to hold, by its public description, and where it is.
HOLDS = (
    ("patient: fødselsnummer or D-number, encrypted", "Identity.ciphertext"),
    ("patient: date of birth", "Person.birth_date"),
    ("patient: month and year of death", "Person.death_month"),
    ("patient: residence when the medicine was dispensed", "Dispensing.municipality"),
    ("prescriber: HPR number, encrypted", "Identity.ciphertext"),
    ("prescriber: year of birth", "Prescriber.birth_year"),
    ("prescriber: sex", "Prescriber.sex"),
    ("prescriber: profession", "Authorisation.profession"),
    ("prescriber: speciality", "Authorisation.speciality"),
    ("dispensing: date", "Dispensing.date"),
    ("reimbursement: scheme", "Dispensing.scheme"),
    ("reimbursement: legal basis", "Dispensing.legal_basis"),
    ("reimbursement: code (ICD, ICPC or reimbursement point)", "Dispensing.reimbursement_code"),
    ("cost: the pharmacy's retail price", "Dispensing.price_ore"),
    ("medicine: product name", "Product.name"),
    ("medicine: ATC code", "Product.atc"),
    ("medicine: substance", "Product.substance"),
    ("amount: number of packages", "Dispensing.packages"),
    ("amount: package size", "Product.package_size"),
    ("amount: defined daily doses a package", "Product.ddd_per_package"),
    ("animal: species", "Dispensing.species"),
)
INTRODUCTION = """# Data model

Made from the models by `manage.py data_model`; a test holds it. The fields' names for staff are Norwegian.
Tables with a validity hold for a period: both ends are included, and no end means still in force.

![The register's tables and what they refer to](data-model.svg)

## What the register holds, and where
"""
GRID = (
    ("AtcCode", "Product", "ProductPrice", "Code", "Population"),
    ("Person", "Dispensing", "Prescriber", "Authorisation", "ErasedLine"),
    ("Residence", "Delivery", "Pharmacy", "PharmacyMonth", "Event"),
    ("Correction", "QuarantinedLine", "Amendment", "Finding", "FeedClient"),
    ("Municipality", "County", "Identity", "SealedLine", "LogAnchor"),
)
BOX, GAP = (210, 78), (60, 46)
SHOWN = 3  # fields of a box


def models() -> list[type[Model]]:
    found = [*apps.get_app_config("registry").get_models(), *apps.get_app_config("identity").get_models()]
    return sorted(found, key=lambda model: (model._meta.app_label, model.__name__))


def page() -> str:
    """docs/data-model.md."""
    parts = [INTRODUCTION, "| what | field | source |\n|---|---|---|"]
    parts += [f"| {what} | `{where}` | {SOURCES[where.partition('.')[0]]} |" for what, where in HOLDS]
    return "\n".join([*parts, *(line for model in models() for line in _table(model)), ""])


def picture() -> str:
    """docs/data-model.svg: a box a table, a line a reference."""
    places = {name: (row, column) for row, names in enumerate(GRID) for column, name in enumerate(names)}
    by_name = {model.__name__: model for model in models()}
    width = len(GRID[0]) * (BOX[0] + GAP[0]) + GAP[0]
    height = len(GRID) * (BOX[1] + GAP[1]) + GAP[1]
    lines = [line for name in places for line in _lines(by_name[name], places)]
    boxes = [box for name in places for box in _box(by_name[name], *_corner(*places[name]))]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" role="img">'
    )
    title = "<title>The tables of the register, with what they refer to</title>"
    ground = f'<rect width="{width}" height="{height}" fill="#fff"/>'
    return "\n".join([head, title, ground, *lines, *boxes, "</svg>", ""])


def _table(model: type[Model]) -> Iterator[str]:
    about = " ".join((model.__doc__ or "").split("\n\n")[0].split())
    named = f"{model.__name__}: {model._meta.verbose_name}"
    yield f"\n## {named}\n"
    if not about.startswith(f"{model.__name__}("):
        yield f"{about}\n"
    where = "the vault" if model._meta.app_label == "identity" else "the register"
    validity = " Has validity." if issubclass(model, Validity) else ""
    yield f"Table `{model._meta.db_table}`, {where}. Source: {SOURCES[model.__name__]}.{validity}\n"
    yield "| field | type | meaning | code list |\n|---|---|---|---|"
    yield from (_row(model, field) for field in model._meta.fields if not (field.primary_key and field.name == "id"))


def _row(model: type[Model], field: "Field[Any, Any]") -> str:
    meaning = ". ".join(part for part in (str(field.verbose_name), str(field.help_text).rstrip(".")) if part)
    listed = CODE_LISTS.get(f"{model.__name__}.{field.name}", "")
    if not listed and field.choices:
        listed = ", ".join(f"{value} {label}" for value, label in field.choices if value)
    return f"| {field.name} | {_type(field)} | {meaning} | {listed} |"


def _type(field: "Field[Any, Any]") -> str:
    if isinstance(field, ForeignKey):
        return f"→ {field.related_model.__name__}"  # type: ignore[union-attr]
    kind = field.get_internal_type().removesuffix("Field")
    size = f" {field.max_length}" if field.max_length else ""
    return f"{kind}{size}{', may be empty' if field.null or field.blank else ''}"


def _corner(row: int, column: int) -> tuple[int, int]:
    return GAP[0] + column * (BOX[0] + GAP[0]), GAP[1] + row * (BOX[1] + GAP[1])


def _middle(row: int, column: int) -> tuple[int, int]:
    left, top = _corner(row, column)
    return left + BOX[0] // 2, top + BOX[1] // 2


def _lines(model: type[Model], places: dict[str, tuple[int, int]]) -> Iterator[str]:
    for field in model._meta.fields:
        if isinstance(field, ForeignKey) and field.related_model.__name__ in places:  # type: ignore[union-attr]
            (x1, y1), (x2, y2) = _middle(*places[model.__name__]), _middle(*places[field.related_model.__name__])  # type: ignore[union-attr]
            yield f'<path d="M{x1} {y1}L{x2} {y2}" stroke="#777" stroke-width="1.5" fill="none"/>'


def _box(model: type[Model], left: int, top: int) -> Iterator[str]:
    shade = "#fdeaea" if model._meta.app_label == "identity" else "#eaf2f8"
    yield f'<rect x="{left}" y="{top}" width="{BOX[0]}" height="{BOX[1]}" rx="4" fill="{shade}" stroke="#456"/>'
    yield f'<text x="{left + 10}" y="{top + 20}" font-size="14" font-weight="bold">{model.__name__}</text>'
    own = [field.name for field in model._meta.fields if field.name != "id" and not isinstance(field, ForeignKey)]
    for number, name in enumerate(own[:SHOWN], start=1):
        yield f'<text x="{left + 10}" y="{top + 22 + 16 * number}" font-size="12" fill="#333">{name}</text>'
