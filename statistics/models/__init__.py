"""Releases and the public store of their printed figures."""

from statistics.models.block import Block, Node, Term, Totals
from statistics.models.release import Part, Release, ReleaseEvent, State

__all__ = ["Block", "Node", "Part", "Release", "ReleaseEvent", "State", "Term", "Totals"]
