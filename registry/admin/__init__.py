"""What staff see of the register. One subject a file; every change is a correction with a reason."""

from registry.admin import (
    audit,
    codes,
    deliveries,
    dispensings,
    feed,
    people,
    pharmacies,
    prescribers,
    products,
    quality,
    rights,
)

__all__ = [
    "audit",
    "codes",
    "deliveries",
    "dispensings",
    "feed",
    "people",
    "pharmacies",
    "prescribers",
    "products",
    "quality",
    "rights",
]
