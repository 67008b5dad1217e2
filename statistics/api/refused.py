"""What Django itself refuses before a view is asked, told in the form of the dialect that was asked."""

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.defaults import bad_request

from statistics.api import answers, problems
from statistics.api.fhi import errors as fhi
from statistics.api.problems import Problem
from statistics.api.pxweb import errors as pxweb
from statistics.language import say_later

FORMS = (("/api/pxwebapi/", pxweb.answer), ("/api/open/", fhi.answer), ("/api/", problems.plainly))


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Of the APIs: too many parameters. All else (a host that is not ours) is told by Django's own page."""
    form = next((form for start, form in FORMS if request.path_info.startswith(start)), None)
    if form is None or not isinstance(exception, TooManyFieldsSent):
        return bad_request(request, exception)
    request.GET = QueryDict()  # which Django would refuse to read again
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    detail = say_later("Adressen har mer enn {most} parametere.", most=most)
    answer = form(Problem(400, say_later("Feil i forespørselen"), detail), request)
    answers.open_to_all(answer, "GET, HEAD")
    return answer
