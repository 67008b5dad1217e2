"""The repository's files, and which module imports which, read from the source without running it."""

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("config", "registry", "statistics", "website")
NOT_OURS = {".git", ".venv", "var", "staticfiles", "node_modules", "__pycache__", "vendor"}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the repository, in order; not what is installed, made or cached beside it."""
    found: list[Path] = []
    for folder, subfolders, names in os.walk(ROOT):
        subfolders[:] = [name for name in subfolders if name not in NOT_OURS and not name.endswith("_cache")]
        found += [Path(folder, name) for name in names]
    return tuple(sorted(path for path in found if ".hypothesis" not in path.parts))


def texts() -> Iterator[tuple[str, str]]:
    """Path (from the root) and content of every file that is text."""
    for path in files():
        try:
            yield str(path.relative_to(ROOT)), path.read_text()
        except UnicodeDecodeError:
            continue


@cache
def modules() -> dict[str, Path]:
    """Our own modules by dotted name; a package has its own name."""
    found = {}
    for path in files():
        parts = path.relative_to(ROOT).with_suffix("").parts
        if path.suffix == ".py" and parts[0] in ROOMS:
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imports(module: str) -> frozenset[str]:
    """Dotted names that the module imports, anywhere in it; `from a import b` is `a.b`."""
    path = modules()[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(package, node)
            names |= {f"{base}.{alias.name}" for alias in node.names}
    return frozenset(names)


def chains(module: str) -> dict[str, tuple[str, ...]]:
    """Everything the module imports, itself or through our own modules: name → the modules on the way to it."""
    found: dict[str, tuple[str, ...]] = {}
    waiting: list[tuple[str, tuple[str, ...]]] = [(module, (module,))]
    seen = {module}
    while waiting:
        here, way = waiting.pop()
        for name in sorted(imports(here)):
            found.setdefault(name, way)
            following = own_module(name)
            if following and following not in seen:
                seen.add(following)
                waiting.append((following, (*way, following)))
    return found


def own_module(name: str) -> str | None:
    """The module of ours that an imported name is, or lies in. `statistics.mean` is the library's, so None."""
    while name and name not in modules():
        name = name.rpartition(".")[0]
    return None if name in ("", "statistics") else name


def within(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def _absolute(package: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    base = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*base, *([node.module] if node.module else [])])
