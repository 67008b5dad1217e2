"""The code line: an ATC code split in its five parts, each the way to its level."""

from dataclasses import dataclass

from statistics.queries import Named
from website.addresses import browser_address


@dataclass(frozen=True)
class CodePart:
    """`text`: what this level adds to the code above (A, 10, B, J, 06)."""

    text: str
    name: str
    href: str


def code_line(path: list[Named], number: str = "") -> list[CodePart]:
    """Through the browser, from the main group down. `path` is as `queries.ancestors` gives it."""
    above = ["", *(node.code for node in path)]
    return [
        CodePart(node.code[len(before) :], node.label, browser_address(node.code, number))
        for before, node in zip(above, path, strict=False)
    ]
