"""One figure for a frame on somebody else's page: no menu, no script, and any page may hold it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from xml.etree import ElementTree as ET

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.clickjacking import xframe_options_exempt

from statistics.dashboards.drawing import Picture
from statistics.dashboards.drawing.base import written

View = Callable[..., HttpResponse]


def for_frames(view: View) -> View:
    """Every page may hold what this view answers."""

    @wraps(view)
    @xframe_options_exempt
    @csp_replace({"frame-ancestors": ["*"]})
    def answer(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
        return view(request, *args, **parts)

    return answer


def framed(
    request: HttpRequest, around: Picture, drawn: tuple[ET.Element, ET.Element | None], href: str
) -> HttpResponse:
    """`drawn`: for wide pages, and for narrow ones if there is another; `href`: the page with the same figures."""
    wide, narrow = drawn
    told = {
        "around": around,
        "svg": mark_safe("".join(written(part) for part in (wide, narrow) if part is not None)),  # noqa: S308  # escaped
        "only_wide": narrow is None,
        "href": request.build_absolute_uri(href),
    }
    return render(request, "dashboards/frame.html", told)
