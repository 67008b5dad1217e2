"""Everything the register has about one person, for that person: as a tree of texts, which JSON and PDF show alike."""

from registry.insight.files import as_json, as_pdf
from registry.insight.gather import everything

__all__ = ["as_json", "as_pdf", "everything"]
