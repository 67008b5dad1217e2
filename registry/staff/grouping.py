"""The lists of the staff's site in the groups that staff work in, whichever app they belong to."""

from typing import Any

GROUPS = (
    ("mottak", "Mottak", ("Delivery", "QuarantinedLine", "Finding", "PharmacyMonth", "FeedClient")),
    (
        "personer",
        "Personer og utleveringer",
        ("Person", "Residence", "Prescriber", "Authorisation", "Dispensing", "Amendment"),
    ),
    ("rettelser", "Rettelser og logg", ("Correction", "ErasedLine", "Event")),
    ("utgaver", "Utgaver", ("Release",)),
    (
        "kodeverk",
        "Produkter, apotek og kodeverk",
        ("Product", "ProductPrice", "Pharmacy", "AtcCode", "Code", "County", "Municipality", "Population"),
    ),
    ("kontoer", "Kontoer", ("User", "Group")),
)
OTHER = ("annet", "Annet")


def grouped(apps: list[dict[str, Any]], address: str) -> list[dict[str, Any]]:
    """Django's list of apps, regrouped; a model that no group names comes last."""
    by_name = {model["object_name"]: model for app in apps for model in app["models"]}
    groups = [(*named, [by_name.pop(one) for one in models if one in by_name]) for *named, models in GROUPS]
    groups.append((*OTHER, list(by_name.values())))
    return [
        {"app_label": label, "name": name, "app_url": f"{address}#{label}", "has_module_perms": True, "models": models}
        for label, name, models in groups
        if models
    ]
