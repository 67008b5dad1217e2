"""The package that is called like a module of the library's, and the folders that could hide it."""

import sysconfig
from pathlib import Path
from types import ModuleType

from django.apps import apps
from django.conf import settings

from statistics.apps import StatisticsConfig
from tests.architecture.tree import ROOT, files, modules


def test_no_submodule_takes_a_name_of_the_library_module() -> None:
    library = ModuleType("library_statistics")
    code = Path(sysconfig.get_path("stdlib"), "statistics.py").read_text()
    exec(compile(code, "statistics.py", "exec"), library.__dict__)  # noqa: S102
    submodules = {name.split(".")[1] for name in modules() if name.startswith("statistics.")}
    assert submodules & set(vars(library)) == set()


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in files() if path.suffix == ".py" and path.is_relative_to(ROOT / "tests")}
    folders |= {parent for folder in folders for parent in folder.parents if parent.is_relative_to(ROOT / "tests")}
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_the_app_is_named_by_its_class() -> None:
    assert "statistics.apps.StatisticsConfig" in settings.INSTALLED_APPS
    assert isinstance(apps.get_app_config("statistics"), StatisticsConfig)
    assert list(apps.get_app_config("statistics").get_models())
