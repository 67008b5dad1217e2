"""A picture in pixels, with our own type: no browser and no system font takes part."""

from functools import cache
from pathlib import Path

import resvg_py
from django.conf import settings
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SOURCE = "fonts/schibsted-grotesk.woff2"
WEIGHTS = (400, 700)


def png(svg: str) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, font_files=list(_fonts()), skip_system_fonts=True))


@cache
def _fonts() -> tuple[str, ...]:
    """The renderer reads plain fonts of one weight: they are made of the site's own the first time, and kept."""
    folder = settings.DATA_DIR / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(str(_font(folder / f"{Path(SOURCE).stem}-{weight}.ttf", weight)) for weight in WEIGHTS)


def _font(path: Path, weight: int) -> Path:
    if not path.exists():
        font = instancer.instantiateVariableFont(TTFont(settings.BASE_DIR / "static" / SOURCE), {"wght": weight})
        font["OS/2"].usWeightClass = weight
        font.flavor = None
        whole = path.with_suffix(".new")
        font.save(whole)
        whole.replace(path)
    return path
