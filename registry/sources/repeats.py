"""Lines of master data that say the same thing twice, or two things of the same."""

from collections.abc import Sequence

from registry.sources.checking import Lines


def validity(lines: Lines) -> None:
    """Refuse lines whose period ends before it begins."""
    broken = [
        last is not None and last < first for first, last in zip(lines["gyldig_fra"], lines["gyldig_til"], strict=True)
    ]
    lines.rule("gyldig_til", broken, "perioden slutter før den begynner")


def agree(lines: Lines, field: str, key: Sequence[str], reason: str, of: Sequence[str] = ()) -> None:
    """Refuse lines that share `key` with an earlier line of the file, but differ from it in the fields `of` (all, when
    empty)."""
    keys = zip(*(lines[name] for name in key), strict=True)
    values = zip(*(lines[name] for name in of or lines.columns), strict=True)
    for row in lines.said.otherwise(" ".join((*key, ":", *of)), keys, values):
        lines.refuse(row, field, reason)
