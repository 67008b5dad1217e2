"""The rules of protection in one commented place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """Which cells are small. Source: the norm of Norwegian health registers, fewer than five persons."""

    smallest: int = 1
    """Zero users harm nobody and are printed."""

    largest: int = 4

    name: str = "primary"
    """Shown with every figure: `primary` hides small cells alone, and others can be used to compute them back."""
