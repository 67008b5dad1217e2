"""From the register to frozen files: one year of dispensings, pseudonymous, and the reference data beside it.

The statistics read what is made here and nothing else of the register. The rows' order is that of the deliveries'
own numbers, never of the database, so that two databases with the same content give the same bytes.
"""

from registry.frozen.freezing import freeze
from registry.frozen.layout import (
    DISPENSINGS,
    PEOPLE,
    POPULATION,
    Extract,
    File,
    Range,
    canonical_json,
    extract_from,
    parquet,
    sha256,
)
from registry.frozen.reference import reference
from registry.frozen.unchanged import fingerprint
from registry.quality import open_surprises

__all__ = [
    "DISPENSINGS",
    "PEOPLE",
    "POPULATION",
    "Extract",
    "File",
    "Range",
    "canonical_json",
    "extract_from",
    "fingerprint",
    "freeze",
    "open_surprises",
    "parquet",
    "reference",
    "sha256",
]
