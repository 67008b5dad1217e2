"""docs/data-model.md says what the models say, and the register holds what it is described to hold."""

from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.conf import settings

from registry import data_model
from registry.models.dispensings import scheme_of

DOCS = settings.BASE_DIR / "docs"


@pytest.mark.parametrize("name", ["md", "svg"])
def test_the_page_is_current(name: str) -> None:
    made = data_model.page() if name == "md" else data_model.picture()
    assert (DOCS / f"data-model.{name}").read_text() == made, "run manage.py data_model"


def test_everything_the_register_is_to_hold_has_a_field() -> None:
    by_name = {model.__name__: model for model in data_model.models()}
    for what, where in data_model.HOLDS:
        model, _, field = where.partition(".")
        assert hasattr(by_name[model], field), what


def test_every_table_has_a_source_and_every_code_list_a_field() -> None:
    names = {model.__name__ for model in data_model.models()}
    assert names == set(data_model.SOURCES)
    for where in data_model.CODE_LISTS:
        model, field = where.split(".")
        assert apps.get_model("registry", model)._meta.get_field(field)


def test_picture_is_drawn() -> None:
    tree = ElementTree.fromstring(data_model.picture())  # noqa: S314 made here
    texts = {text.text for text in tree.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Dispensing", "Person", "Identity"} <= texts


@pytest.mark.parametrize(
    ("basis", "scheme"),
    [("200", "blå resept"), ("703", "bidrag"), ("800", "yrkesskade"), ("950", "H-resept"), ("", "")],
)
def test_scheme_follows_from_the_legal_basis(basis: str, scheme: str) -> None:
    assert scheme_of(basis) == scheme
