"""Everything the register has about one person or prescriber, for them: a tree of texts, which JSON and PDF show."""

from registry.insight.files import as_json, as_pdf
from registry.insight.gather import everything
from registry.insight.prescriber import everything_of_prescriber, for_print

__all__ = ["as_json", "as_pdf", "everything", "everything_of_prescriber", "for_print"]
