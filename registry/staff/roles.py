"""The five roles, as groups with the least rights their work needs. Rights change here, and nowhere else.

| role | does |
|---|---|
| Leveranseansvarlig | follows deliveries, settles the quarantine and the quality watch; sees no person |
| Registerfører | finds people through the vault, corrects, gives insight, erases |
| Statistiker | sees code lists, products and releases; sees no person |
| Utgiver | approves and withdraws releases |
| Kontrollør | reads the log and everything that was done; changes nothing |

A superuser makes accounts and gives them roles, and has no daily work in the register.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

DELIVERIES, REGISTRAR, STATISTICIAN, RELEASER, AUDITOR = (
    "Leveranseansvarlig",
    "Registerfører",
    "Statistiker",
    "Utgiver",
    "Kontrollør",
)
CODE_LISTS = ("code", "atccode", "county", "municipality", "population", "product", "productprice", "pharmacy")
PEOPLE = ("person", "residence", "prescriber", "authorisation", "dispensing")


def _all(deed: str, models: Iterable[str]) -> set[str]:
    return {f"registry.{deed}_{model}" for model in models}


ROLES: dict[str, set[str]] = {
    DELIVERIES: _all("view", (*CODE_LISTS, "delivery", "quarantinedline", "finding", "pharmacymonth", "feedclient"))
    | _all("change", ("quarantinedline", "finding"))
    | {"identity.view_sealedline"},
    REGISTRAR: _all("view", (*CODE_LISTS, *PEOPLE, "correction", "erasedline", "amendment", "delivery"))
    | _all("change", (*CODE_LISTS, *PEOPLE, "correction"))
    | _all("hand_out", ("person", "prescriber"))
    | _all("delete", ("person", "prescriber", "dispensing"))
    | {"identity.view_identity"},
    STATISTICIAN: _all("view", (*CODE_LISTS, "delivery", "finding", "pharmacymonth")) | {"statistics.view_release"},
    RELEASER: {"statistics.view_release", "statistics.change_release", "registry.view_finding"},
    AUDITOR: _all("view", ("event", "correction", "erasedline", "delivery", "quarantinedline", "finding", "amendment"))
    | {"registry.verify_event", "statistics.view_release", "auth.view_user", "auth.view_group"},
}


def make_roles(**signal: Any) -> None:
    """After the last app's migrations: every group has exactly its rights. Rights of models not there are left out."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if signal.get("app_config", last) is not last or signal.get("using", "default") != "default":
        return
    for name, wanted in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(_permissions(wanted))


def _permissions(names: Iterable[str]) -> list[Permission]:
    pairs = (name.split(".") for name in names)
    either = Q()
    for label, codename in pairs:
        either |= Q(content_type__app_label=label, codename=codename)
    return list(Permission.objects.filter(either))
