"""What all the site's pages share: they only answer GET, know their parameters, and need a published release."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from statistics import queries
from statistics.dashboards.answering import bad_request
from statistics.dashboards.params import BadParameter, check_names

View = Callable[..., HttpResponse]

FRESH_SECONDS = 60
"""How long a browser may show a page without asking: a new release is seen within a minute."""


def page(*parameters: str) -> Callable[[View], View]:
    """A public page with these parameters in its address."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            try:
                check_names(request.GET, parameters)
                return view(request, *args, **kwargs)
            except BadParameter as error:
                return bad_request(request, error)
            except queries.UnknownRelease:
                return render(request, "website/unpublished.html", status=503)

        return require_safe(conditional_page(cache_control(public=True, max_age=FRESH_SECONDS)(answer)))

    return decorate
