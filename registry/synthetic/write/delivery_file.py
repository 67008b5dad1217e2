"""What all delivery files share: a first line that says what it is, column names, and a last line with the count."""

from collections.abc import Iterable, Sequence
from pathlib import Path

VERSION = 1


def header(source: str, content: str, columns: str, *subject: str) -> str:
    return ";".join(["#LMR", source, content, str(VERSION), *subject]) + f"\n{columns}\n"


def trailer(count: int) -> str:
    return f"#SLUTT;{count}\n"


def write_rows(path: Path, top: str, rows: Iterable[Sequence[object]]) -> None:
    """Write one complete file. ValueError if a field holds the separator: the format has no quoting."""
    lines = []
    for row in rows:
        line = ";".join(map(str, row))
        if line.count(";") != len(row) - 1:
            raise ValueError(f"{path.name}: et felt inneholder semikolon: {line}")
        lines.append(line + "\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(top + "".join(lines) + trailer(len(lines)), encoding="utf-8", newline="\n")
