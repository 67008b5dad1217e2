"""Who may know whom: website → statistics → registry, with config on top; pure modules know no framework."""

import pytest

from tests.architecture.tree import chains, imports, modules, within

PURE = (
    "statistics.cube",
    "statistics.protect",
    "statistics.audit",
    "statistics.formats",
    "statistics.table",
    "statistics.store",
    "statistics.rates",
)
FRAMEWORKS = ("django", "rest_framework", "celery")


def room(name: str) -> list[str]:
    found = [module for module in modules() if within(module, name)]
    assert found, f"no module {name}"
    return found


def direct(packages: list[str], *forbidden: str, but: tuple[str, ...] = ()) -> list[str]:
    return [
        f"{module} imports {name}"
        for module in packages
        for name in sorted(imports(module))
        if within(name, *forbidden) and not within(name, *but)
    ]


def test_the_register_knows_nobody() -> None:
    assert direct(room("registry"), "statistics", "website") == []


def test_statistics_knows_only_the_registers_extract() -> None:
    assert direct(room("statistics"), "website") == []
    assert direct(room("statistics"), "registry", but=("registry.extract",)) == []


def test_the_website_reads_published_figures_only() -> None:
    assert direct(room("website"), "registry") == []


def test_the_vault_is_opened_in_the_register_only() -> None:
    outside = [module for module in modules() if not within(module, "registry")]
    assert direct(outside, "registry.identity") == []


@pytest.mark.parametrize(("one", "other"), [("audit", "protect"), ("protect", "audit")])
def test_the_attacker_and_the_protector_share_no_code(one: str, other: str) -> None:
    for module in room(f"statistics.{one}"):
        reached = {name: way for name, way in chains(module).items() if within(name, f"statistics.{other}")}
        assert reached == {}


@pytest.mark.parametrize("package", PURE)
def test_pure_modules_know_no_framework(package: str) -> None:
    for module in room(package):
        reached = {name: way for name, way in chains(module).items() if within(name, *FRAMEWORKS)}
        assert reached == {}
