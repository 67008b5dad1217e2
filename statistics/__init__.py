"""The statistics room, and a superset of the standard library's module of the same name.

A top-level package called ``statistics`` hides Python's own module from everything that imports it (Django's SQLite
backend calls ``statistics.pstdev``). The library module's code is therefore run in this namespace, so that
``statistics.mean`` and the rest are here too. Nothing else belongs in this file.
"""

import sysconfig
from importlib.machinery import PathFinder

_spec = PathFinder.find_spec("statistics", [sysconfig.get_path("stdlib")])
if _spec is None or _spec.loader is None:
    raise ImportError("Python's own statistics module was not found in the standard library's folder")
exec(_spec.loader.get_code("statistics"), globals())  # type: ignore[attr-defined]  # noqa: S102
