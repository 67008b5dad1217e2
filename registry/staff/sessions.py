"""How long staff stay logged in: half an hour without a click, a working day in all, and in one place at a time."""

import time
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from registry import log
from registry.models import StaffSession

IDLE = 30 * 60
DAY = 8 * 60 * 60
STARTED, SEEN = "startet", "sett"
REFRESH = 60  # seconds between writes of when a session was last seen


def limit(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: ends a staff session whose time is out. Public pages have no session and are not looked at."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/admin/") and request.user.is_authenticated:
            if _is_over(request.session):
                log.write(request.user.get_username(), "logget ut: tiden var ute", request.user.get_username())
                logout(request)
                messages.info(request, "Du ble logget ut fordi tiden var ute. Logg inn på nytt.")
                return redirect("admin:login")
            if time.time() - request.session.get(SEEN, 0) > REFRESH:
                request.session[SEEN] = time.time()
        return get_response(request)

    return middleware


def began(sender: Any, request: HttpRequest, user: Any, **signal: Any) -> None:
    """A log-in: the clock starts, the member of staff's other session ends, and the log has it."""
    request.session[STARTED] = request.session[SEEN] = time.time()
    if not request.session.session_key:
        request.session.save()
    before = StaffSession.objects.filter(user=user).values_list("session_key", flat=True).first()
    if before and before != request.session.session_key:
        SessionStore(before).delete()
    StaffSession.objects.update_or_create(user=user, defaults={"session_key": request.session.session_key})
    log.write(user.get_username(), "logget inn", user.get_username())


def _is_over(session: Any) -> bool:
    now = time.time()
    return now - session.get(STARTED, now) > DAY or now - session.get(SEEN, now) > IDLE


def locked(sender: Any, **signal: Any) -> None:
    """Told once a minute at most: whoever keeps trying shall not fill the log. The attempts are in axes' own table.

    The name that was tried may be nobody's, or a password typed in the wrong field: it is not kept.
    """
    if cache.add("registry.locked", True, 60):
        log.write("ukjent", "innlogging sperret", "administrasjonen", "for mange mislykkede forsøk")
