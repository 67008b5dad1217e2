"""The attacker must not know how cells are hidden: it would then look only where the hiding looked."""

import ast
from pathlib import Path

from statistics import audit, protect

AUDIT, PROTECT = (Path(module.__path__[0]) for module in (audit, protect))


def imported(folder: Path) -> set[str]:
    names = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                names |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
            elif isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
    return names


def test_attacker_and_protection_share_no_code() -> None:
    assert not any(name.startswith("statistics.protect") for name in imported(AUDIT))
    assert not any(name.startswith("statistics.audit") for name in imported(PROTECT))


def test_the_attacker_is_pure() -> None:
    assert not any(name.split(".")[0] in {"django", "random", "time", "datetime"} for name in imported(AUDIT))
