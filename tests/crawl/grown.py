"""The site's addresses and one more, which no page leads to and whose gap nothing known fits."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as of_the_site


def unheard_of(request: HttpRequest, word: str) -> HttpResponse:
    return HttpResponse(status=200 if word == "ingen-kjenner-dette" else 404)


urlpatterns = [*of_the_site, path("nytt/<slug:word>/alt.csv", unheard_of)]
