"""Members of staff for tests: one of each role, with a password and a device."""

from django.contrib.auth.models import Group, User
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

PASSWORD = "Sommerfugl-i-Vinterland"


def member(name: str, role: str) -> User:
    """An account with one role and a second factor in use."""
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    TOTPDevice.objects.create(user=user, name="app")
    return user


def code_of(user: User) -> str:
    """The six digits that the user's app shows now."""
    device = TOTPDevice.objects.get(user=user)
    return f"{TOTP(device.bin_key, step=device.step, t0=device.t0, drift=device.drift).token():06}"
