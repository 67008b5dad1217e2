"""The pictures in README are what a browser shows: taken of the tests' own site, or of a served one for docs/.

make pictures        of the site that `make run` serves, into docs/pictures
"""

import io
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page

from tests.browser.visit import Visit

KILOBYTES = 90
COLOURS = 96
BLANK = 0.985
"""A picture of which one colour is a larger share than this shows nothing."""


@dataclass(frozen=True)
class Picture:
    """`part`: the part of the page that is shown; empty for what is seen first. `height` of the window."""

    name: str
    path: str
    part: str = ""
    width: int = 1280
    height: int = 900
    dark: bool = False


PICTURES = (
    Picture("forside", "/", height=1225),
    Picture("legemiddel", "/legemiddel/A10BJ06", height=1250),
    Picture("kjonn-og-alder", "/legemiddel/A10BJ06", "#alder", height=1200),
    Picture("fylker-over-tid", "/legemiddel/A10BJ05?kart=tid", "#fylker", height=1200, dark=True),
    Picture("sammenlign", "/sammenlign?serie=A10BJ06&serie=A10BJ02&serie=A10BJ05", height=1300),
    Picture("tabell", "/tabell?atc=A10BJ06,A10BJ02&omr=0,03,56&kjonn=kvinner,menn", height=1000),
    Picture("telefon", "/legemiddel/A10BJ06", width=375, height=812),
)
OF_THE_TESTS = {"A10BJ05": "A10BA02", "A10BJ02": "A10BA02", "&serie=A10BA02&serie=A10BA02": "&serie=A10BA02"}
"""Medicines that nobody has in the tests' register, and what is shown there in their place."""


@pytest.fixture
def site(request: pytest.FixtureRequest) -> str:
    """The site named in LMR_PICTURES_OF, or that of the tests."""
    served = os.environ.get("LMR_PICTURES_OF", "")
    if not served:
        request.getfixturevalue("published")
        served = request.getfixturevalue("live")
    return served


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(os.environ.get("LMR_PICTURES", tmp_path))


@pytest.mark.parametrize("picture", PICTURES, ids=lambda one: one.name)
def test_a_picture_of_the_page(browser: Browser, site: str, folder: Path, picture: Picture) -> None:
    visit = Visit.to(browser, site, width=picture.width, dark=picture.dark)
    visit.page.set_viewport_size({"width": picture.width, "height": picture.height})
    visit.go(picture.path if "LMR_PICTURES_OF" in os.environ else _of_the_tests(picture.path))
    taken = packed(seen(visit.page, picture))
    visit.close()
    assert visit.status == 200
    assert len(taken) < KILOBYTES * 1000
    assert busiest(taken) < BLANK
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{picture.name}.png").write_bytes(taken)


def test_readme_shows_each_of_them_with_words_for_those_who_do_not_see() -> None:
    root = Path(__file__).parents[2]
    readme = (root / "README.md").read_text("utf-8")
    for path in sorted((root / "docs" / "pictures").glob("*.png")):
        assert f"](docs/pictures/{path.name})" in readme
        assert path.stat().st_size < KILOBYTES * 1000
    assert {path.stem for path in (root / "docs" / "pictures").glob("*.png")} == {one.name for one in PICTURES}
    assert "![](" not in readme


def seen(page: Page, picture: Picture) -> bytes:
    """From the top of the page, or of one of its parts, as wide as the window."""
    page.evaluate("window.scrollTo(0, 0)")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(300)  # the page is scrolled, and the bar of choices stands where it belongs
    box = page.locator(picture.part or "body").bounding_box()
    assert box is not None
    height = min(box["height"], picture.height)
    clip: FloatRect = {"x": 0, "y": box["y"], "width": picture.width, "height": height}
    return page.screenshot(full_page=True, clip=clip)


def _of_the_tests(path: str) -> str:
    for absent, present in OF_THE_TESTS.items():
        path = path.replace(absent, present)
    return path


def packed(screenshot: bytes) -> bytes:
    """With few colours, as the pages have few: a third of the bytes."""
    image = Image.open(io.BytesIO(screenshot)).convert("RGB")
    out = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def busiest(picture: bytes) -> float:
    """The share of the commonest colour."""
    image = Image.open(io.BytesIO(picture))
    return max(count for count, _ in image.getcolors(256) or []) / (image.width * image.height)
