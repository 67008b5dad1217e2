"""Secure files in a folder of the test's own."""

from tests.statistics.conftest import secure_folder, universe

__all__ = ["secure_folder", "universe"]
