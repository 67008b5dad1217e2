"""What staff see of releases: what was built, how it differs from the one before, and its two steps."""

from statistics.admin import releases

__all__ = ["releases"]
