"""Our package hides Python's own `statistics` module, so it has to be that module too."""

import os
import pickle
import sqlite3
import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest
from django.db.backends.sqlite3._functions import register

import statistics
from statistics import NormalDist
from tests.support.processes import ROOT


def python(*arguments: str, cwd: Path = ROOT, data: bytes = b"") -> bytes:
    """Run another Python in the given folder and return what it wrote."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=cwd, input=data, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def library_module() -> ModuleType:
    """Python's own module, by its file."""
    module = ModuleType("library_statistics")
    code = Path(sysconfig.get_path("stdlib"), "statistics.py").read_text()
    exec(compile(code, "statistics.py", "exec"), module.__dict__)  # noqa: S102
    return module


@pytest.mark.slow
def test_cpythons_own_tests_pass() -> None:
    if find_spec("test") is None or find_spec("test.test_statistics") is None:
        pytest.skip("this Python comes without its own tests (Debian: apt-get install libpython3-testsuite)")
    script = (
        "import statistics, sys, unittest; from test import test_statistics as t; "
        f"assert statistics.__file__.startswith({str(ROOT)!r}), statistics.__file__; "
        "run = unittest.TextTestRunner(verbosity=0).run(unittest.defaultTestLoader.loadTestsFromModule(t)); "
        "print(run.testsRun); sys.exit(not run.wasSuccessful())"
    )
    assert int(python("-c", script)) > 300


def test_superset(library_module: ModuleType) -> None:
    assert set(library_module.__all__) <= set(vars(statistics))
    assert set(library_module.__all__) == set(statistics.__all__)
    assert statistics.mean([1, 2, 3, 4]) == 2.5
    assert statistics.__file__ == str(ROOT / "statistics/__init__.py")


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles_load_both_ways(protocol: int, tmp_path: Path) -> None:
    dump = f"import pickle, sys, statistics as s; sys.stdout.buffer.write(pickle.dumps(s.NormalDist(1, 2), {protocol}))"
    load = "import pickle, sys; one = pickle.load(sys.stdin.buffer); print(type(one).__module__, one.mean, one.stdev)"
    plain = ("-I", "-c")  # isolated: neither folder nor PYTHONPATH, so this is the library's own module
    assert pickle.loads(python(*plain, dump, cwd=tmp_path)) == NormalDist(1, 2)  # noqa: S301
    ours = pickle.dumps(NormalDist(1, 2), protocol)
    assert python(*plain, load, cwd=tmp_path, data=ours).split() == [b"statistics", b"1.0", b"2.0"]


@pytest.mark.parametrize("library", ["numpy", "pandas", "plotly.graph_objects", "celery", "random", "hypothesis"])
def test_libraries_load_with_it_first_on_the_path(library: str) -> None:
    python("-W", "error::ImportWarning", "-c", f"import statistics, {library}; statistics.fmean([1.0])")


def test_djangos_sqlite_backend_aggregates() -> None:
    connection = sqlite3.connect(":memory:")
    register(connection)
    rows = "(VALUES (2), (4), (4), (4), (5), (5), (7), (9))"
    row = connection.execute(f"SELECT STDDEV_POP(column1), VAR_SAMP(column1) FROM {rows}").fetchone()
    connection.close()
    assert row == (2.0, 32 / 7)


def test_the_environment_has_no_other_statistics_first() -> None:
    where = python("-c", "import statistics; print(statistics.__file__)").decode().strip()
    assert where == str(ROOT / "statistics/__init__.py"), os.environ.get("PYTHONPATH")
