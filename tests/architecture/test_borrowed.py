"""Only arguments are lent: what a function made itself would be freed while it is still lent, and read after that."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

STATISTICS = Path(__file__).parents[2] / "statistics"


def lent(source: str) -> Iterator[tuple[str, str]]:
    """Function and name of every array that is lent without having come in as an argument."""
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        arguments = {argument.arg for argument in function.args.args}
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("borrowed", "lent"):
                names = {name.id for name in ast.walk(call.args[0]) if isinstance(name, ast.Name)}
                yield from ((function.name, name) for name in sorted(names - arguments))


@pytest.mark.parametrize("path", sorted(STATISTICS.rglob("*.py")), ids=lambda path: str(path.relative_to(STATISTICS)))
def test_only_arguments_are_lent(path: Path) -> None:
    assert list(lent(path.read_text())) == []


def test_what_a_function_made_itself_is_noticed() -> None:
    assert list(lent("def f(a):\n    work = zeros(3)\n    g(borrowed(a), borrowed(work))\n")) == [("f", "work")]
