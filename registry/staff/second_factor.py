"""The second factor: six digits from an app (TOTP), or a recovery code. Whoever has none is given one at first."""

import secrets
from base64 import b32encode
from typing import TYPE_CHECKING

import segno
from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import devices_for_user, login, match_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from registry import log

if TYPE_CHECKING:
    from registry.staff.site import StaffSite

ISSUER = "Legemiddelregisteret"
CODES = 8


class CodeForm(forms.Form):
    kode = forms.CharField(
        label="Kode",
        max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
    )


@never_cache
@csrf_protect
@sensitive_post_parameters("kode")
def second_factor(request: HttpRequest, site: "StaffSite") -> HttpResponse:
    """Ask for the code; for whoever has no device yet, first show how to get one."""
    if not (request.user.is_authenticated and request.user.is_active and request.user.is_staff):
        return redirect("admin:login")
    confirmed = any(devices_for_user(request.user))
    device = None if confirmed else _coming_device(request)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code = form.cleaned_data["kode"].replace(" ", "").lower()
        matched = match_token(request.user, code) if device is None else (device if device.verify_token(code) else None)
        if matched is not None:
            return _let_in(request, site, matched, new=device is not None)
        form.add_error("kode", "Koden stemmer ikke, eller den er brukt. Vent på neste kode og prøv igjen.")
    context = {**site.each_context(request), "title": "Innlogging i to trinn", "form": form, "device": device}
    if device is not None:
        context |= {"picture": _picture(device), "secret": _readable(device)}
    return TemplateResponse(request, "registry/second_factor.html", context)


def reset(user: object) -> int:
    """Take a member of staff's devices away, so that the next log-in gives new ones; returns how many there were."""
    devices = list(devices_for_user(user, confirmed=None))
    for device in devices:
        device.delete()
    return len(devices)


def _coming_device(request: HttpRequest) -> TOTPDevice:
    device, _ = TOTPDevice.objects.get_or_create(user=request.user, confirmed=False, defaults={"name": "app"})
    return device


def _let_in(request: HttpRequest, site: "StaffSite", device: object, *, new: bool) -> HttpResponse:
    if not request.user.is_staff:
        raise PermissionDenied
    codes: list[str] = []
    if new:
        device.confirmed = True  # type: ignore[attr-defined]
        device.save()  # type: ignore[attr-defined]
        codes = _recovery_codes(request)
        log.write(request.user.get_username(), "tok i bruk totrinnsinnlogging", request.user.get_username())
    login(request, device)
    if codes:
        context = {**site.each_context(request), "title": "Gjenopprettingskoder", "codes": codes}
        return TemplateResponse(request, "registry/recovery_codes.html", context)
    going = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(going, allowed_hosts=None) and going.startswith("/admin/")
    return redirect(going if safe else "admin:index")


def _recovery_codes(request: HttpRequest) -> list[str]:
    """Each lets in once, when the app is lost."""
    device, _ = StaticDevice.objects.get_or_create(user=request.user, defaults={"name": "gjenoppretting"})
    device.token_set.all().delete()
    codes = [secrets.token_hex(5) for _ in range(CODES)]
    StaticToken.objects.bulk_create([StaticToken(device=device, token=code) for code in codes])
    return codes


def _picture(device: TOTPDevice) -> str:
    """The QR code as SVG, to stand in the page: no script, no style, nothing fetched."""
    code = segno.make(_address(device), error="m")
    return str(code.svg_inline(scale=5, border=2, light="#fff", svgclass=None, lineclass=None, title="QR-kode"))


def _address(device: TOTPDevice) -> str:
    return str(device.config_url)


def _readable(device: TOTPDevice) -> str:
    """The secret in groups of four, to be typed by whoever can't photograph it."""
    text = b32encode(device.bin_key).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
