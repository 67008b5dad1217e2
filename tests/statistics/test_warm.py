"""Compiling ahead leaves nothing to be compiled when a year is protected and attacked."""

import subprocess
import sys

from statistics import warm
from tests.support.processes import ROOT, manage

AFTERWARDS = """
import sys
from numba.core.dispatcher import Dispatcher
from statistics import warm
from tests.protect import families

def compiled():
    modules = [module for name, module in sys.modules.items() if name.startswith(warm.WHERE)]
    functions = [f for module in modules for f in vars(module).values() if isinstance(f, Dispatcher)]
    return {(f.py_func.__module__, f.py_func.__name__, str(s)) for f in functions for s in f.signatures}

warm.warm()
before = compiled()
parent = families.tree(1)
counts = families.users(parent, 1)
warm.attack(counts, parent, warm.protected(counts, parent))
for name in sorted(compiled() - before):
    print(name)
print(*warm.progress())
"""


def test_nothing_is_left_to_compile() -> None:
    done = subprocess.run([sys.executable, "-c", AFTERWARDS], cwd=ROOT, capture_output=True, text=True, check=True)
    *late, last = done.stdout.splitlines()
    assert late == []
    ready, of = map(int, last.split())
    assert 0 < ready <= of


def test_the_command_says_how_far_it_is() -> None:
    lines = [line.split("/") for line in manage("compile_kernels").splitlines()]
    assert all(0 <= int(done) <= int(of) for done, of in lines)


def test_its_figures_add_up() -> None:
    figures = warm.figures()
    assert (figures[0] == figures[1] + figures[4]).all()
    assert (figures[:, -1, -1, -1] == figures[:, :-1, :-1, :-1].sum(axis=(1, 2, 3))).all()
    assert ((figures >= 1) & (figures <= 4)).any()
