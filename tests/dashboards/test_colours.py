"""The colours of the style sheet: contrast by WCAG 2, and whether series can be told apart without full colour vision.

Sources: relative luminance and contrast, WCAG 2.2; OKLab, Björn Ottosson 2020; colour blindness, Machado, Oliveira and
Fernandes 2009, full severity.
"""

import re
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from statistics.dashboards.look import DASHES, LIGHT, MARKS

SCHEMES = ("light", "dark")
TEXT, GRAPHICS = 4.5, 3.0
APART = 0.12
"""Least distance in OKLab between two series: about six times what is just noticed."""

SIGHT = {
    "full": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def tokens(scheme: str) -> dict[str, str]:
    """Name → colour; the dark scheme has what it does not change from the light one."""
    light, dark = (
        Path("static/css/tokens.css").read_text("utf-8").split("@media screen and (prefers-color-scheme: dark)")
    )
    parts = (light, dark) if scheme == "dark" else (light,)
    return {name: value for part in parts for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", part)}


def linear(colour: str) -> np.ndarray:
    digits = colour.lstrip("#")
    digits = "".join(2 * d for d in digits) if len(digits) == 3 else digits
    share = np.array([int(digits[i : i + 2], 16) for i in (0, 2, 4)]) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((float(linear(c) @ (0.2126, 0.7152, 0.0722)) for c in (one, other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def oklab(colour: str, sight: str = "full") -> np.ndarray:
    seen = np.clip(SIGHT[sight] @ linear(colour), 0, 1)
    return np.asarray(LAB @ np.cbrt(LMS @ seen))


def test_the_reckoning_itself() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)
    assert oklab("#fff") == pytest.approx([1, 0, 0], abs=1e-3)
    assert oklab("#ff0000") == pytest.approx([0.628, 0.2249, 0.1258], abs=1e-3)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read(scheme: str) -> None:
    t = tokens(scheme)
    pairs = [(ink, paper) for ink in ("blekk", "blekk-2", "lenke", "rav-mork") for paper in ("papir", "flate")]
    pairs += [(f"t{n}", "papir") for n in range(1, 7)] + [(f"q{n}t", f"q{n}") for n in range(1, 6)]
    pairs += [("glass-tekst", "glass"), ("svart", "rav"), ("knapp-tekst", "knapp"), ("knapp-tekst", "knapp-over")]
    pairs += [("blekk", "rav-lys")]
    assert {pair: round(c, 2) for pair in pairs if (c := contrast(t[pair[0]], t[pair[1]])) < TEXT} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_lines_and_borders_can_be_seen(scheme: str) -> None:
    t = tokens(scheme)
    pairs = [(f"s{n}", "papir") for n in range(1, 7)] + [("strek-sterk", "papir"), ("fokus-ytre", "papir")]
    assert {pair: round(c, 2) for pair in pairs if (c := contrast(t[pair[0]], t[pair[1]])) < GRAPHICS} == {}


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_six_series_can_be_told_apart(scheme: str, sight: str) -> None:
    t = tokens(scheme)
    seen = {n: oklab(t[f"s{n}"], sight) for n in range(1, 7)}
    near = {pair: float(np.linalg.norm(seen[pair[0]] - seen[pair[1]])) for pair in combinations(seen, 2)}
    assert {pair: round(d, 3) for pair, d in near.items() if d < APART} == {}


def test_colour_is_never_alone() -> None:
    """Two series of one dash have unlike marks."""
    assert len(set(MARKS)) == len(MARKS) == len(DASHES) == 6


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_classes_of_tiles_go_one_way_from_the_paper(scheme: str, sight: str) -> None:
    t = tokens(scheme)
    lightness = [float(oklab(t[name], sight)[0]) for name in ("q1", "q2", "q3", "q4", "q5")]
    steps = [after - before for before, after in pairwise(lightness)]
    assert all(step < -0.05 for step in steps) or all(step > 0.05 for step in steps)


def test_pictures_have_the_colours_of_the_style_sheet() -> None:
    t = tokens("light")
    full = {name: value if len(value) == 7 else "#" + "".join(2 * d for d in value[1:]) for name, value in t.items()}
    assert {name: colour for name, colour in LIGHT.items() if name in full and full[name] != colour} == {}
