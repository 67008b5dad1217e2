"""`POST /mottak/fhir`: one transaction bundle in, one reply a resource out. Format: docs/sources.md."""

import hashlib
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from registry.models import FeedClient
from registry.sources import fhir
from registry.sources.delivery_file import BrokenFile
from registry.sources.intake import take_bundle

FHIR = "application/fhir+json"


def answer(content: dict[str, Any], status: int = 200, **headers: str) -> HttpResponse:
    return JsonResponse(content, status=status, content_type=FHIR, headers=headers)


@csrf_exempt  # no cookie is read here: who sends shows a token
@never_cache
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """401 without a known token, 400 for what is no bundle, 413 for too much; else 200 with a reply a resource."""
    if "identity" not in connections:
        return answer(fhir.outcome("mottaket er ikke på denne maskinen", "not-supported"), 404)
    client = _client(request)
    if client is None:
        refused = fhir.outcome("ukjent nøkkel; be registeret om en ny", "login")
        return answer(refused, 401, **{"WWW-Authenticate": "Bearer"})
    if request.content_type not in (FHIR, "application/json"):
        return answer(fhir.outcome(f"Content-Type skal være {FHIR}"), 415)
    try:
        data = request.body
        result = take_bundle(data, pharmacy=client.pharmacy.number, actor=f"mottak {client.pharmacy.number}")
    except RequestDataTooBig:
        return answer(fhir.outcome("bunten er for stor; send den i flere", "too-long"), 413)
    except BrokenFile as error:
        return answer(fhir.outcome(str(error)), 400)
    FeedClient.objects.filter(pk=client.pk).update(used_at=timezone.now())
    return answer(result)


def _client(request: HttpRequest) -> FeedClient | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        return None
    found = FeedClient.objects.select_related("pharmacy").filter(digest=digest_of(token), active=True)
    return found.first()


def digest_of(token: str) -> str:
    """Tokens have 256 random bits: a plain digest is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
