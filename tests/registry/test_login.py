"""How staff log in: a password, a second factor, a lock after failures, and sessions that end."""

import re
import time
from base64 import b32decode

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from registry.models import Event, StaffSession
from registry.staff import sessions
from tests.registry.staff import PASSWORD, code_of

pytestmark = pytest.mark.django_db(databases=["default", "identity"])
INDEX = "/admin/"


@pytest.fixture(autouse=True)
def _asked(keys, settings) -> None:
    settings.TWO_FACTOR = True
    cache.clear()


@pytest.fixture
def kari() -> User:
    return User.objects.create_user("kari", password=PASSWORD, is_staff=True, is_superuser=True)


def password(client: Client, text: str = PASSWORD, **more: str):
    address = reverse("admin:login") + more.pop("query", "")
    return client.post(address, {"username": "kari", "password": text}, **more)


def enrol(client: Client) -> list[str]:
    """Log in for the first time; returns the recovery codes."""
    password(client)
    page = client.get(reverse("admin:second_factor")).content.decode()
    secret = re.search(r'id="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    shown = client.post(reverse("admin:second_factor"), {"kode": f"{TOTP(b32decode(secret)).token():06}"})
    return re.findall(r"<code>([0-9a-f]{10})</code>", shown.content.decode())


def test_password_alone_does_not_let_in(kari, client) -> None:
    assert password(client)["Location"] == reverse("admin:second_factor")
    assert client.get(INDEX)["Location"].startswith("/admin/login/")
    assert client.get(reverse("admin:registry_person_changelist")).status_code == 302


def test_first_log_in_gives_a_device_and_recovery_codes(kari, client) -> None:
    codes = enrol(client)
    assert len(set(codes)) == 8
    assert client.get(INDEX).status_code == 200
    assert Event.objects.filter(action="tok i bruk totrinnsinnlogging", actor="kari").exists()


def test_next_log_in_asks_for_the_code_and_goes_where_one_was_going(kari, client) -> None:
    TOTPDevice.objects.create(user=kari, name="app")
    going = "/admin/registry/pharmacy/"
    response = password(client, query=f"?next={going}")
    page = client.get(response["Location"]).content.decode()
    assert "seks sifrene" in page
    assert 'id="secret"' not in page
    assert client.post(response["Location"], {"kode": code_of(kari)})["Location"] == going


@pytest.mark.parametrize("going", ["https://ond.example/", "//ond.example/", "/konto"])
def test_nobody_is_sent_elsewhere(kari, client, going: str) -> None:
    TOTPDevice.objects.create(user=kari, name="app")
    password(client)
    answer = client.post(f"{reverse('admin:second_factor')}?next={going}", {"kode": code_of(kari)})
    assert answer["Location"] == reverse("admin:index")


def test_wrong_code_is_refused_and_a_code_serves_once(kari, client) -> None:
    device = TOTPDevice.objects.create(user=kari, name="app")
    code = code_of(kari)
    password(client)
    wrong = client.post(reverse("admin:second_factor"), {"kode": "000000" if code != "000000" else "000001"})
    assert "Koden stemmer ikke" in wrong.content.decode()
    device.refresh_from_db()
    device.throttle_reset()
    assert client.post(reverse("admin:second_factor"), {"kode": code}).status_code == 302
    other = Client()
    password(other)
    assert "Koden stemmer ikke" in other.post(reverse("admin:second_factor"), {"kode": code}).content.decode()


def test_recovery_code_lets_in_once(kari, client) -> None:
    code = enrol(client)[0]
    for expected in (302, 200):
        other = Client()
        password(other)
        assert other.post(reverse("admin:second_factor"), {"kode": code}).status_code == expected


def test_second_factor_needs_the_first(kari, client) -> None:
    assert client.get(reverse("admin:second_factor"))["Location"].startswith("/admin/login/")


def test_account_is_locked_after_five_failures(kari, client) -> None:
    for _ in range(4):
        assert password(client, "feil").status_code == 200
    fifth = password(client, "feil")
    assert (fifth.status_code, "sperret" in fifth.content.decode()) == (429, True)
    assert password(client).status_code == 429
    assert password(client, REMOTE_ADDR="192.0.2.7").status_code == 302
    assert Event.objects.filter(action="innlogging sperret").count() == 1


def test_superuser_unlocks_and_takes_a_device_away(kari, client) -> None:
    for _ in range(5):
        password(client, "feil")
    enrol(boss := Client(REMOTE_ADDR="192.0.2.8"))
    chosen = {"_selected_action": [kari.pk]}
    boss.post(reverse("admin:auth_user_changelist"), {"action": "unlock", **chosen})
    assert not AccessAttempt.objects.exists()
    boss.post(reverse("admin:auth_user_changelist"), {"action": "new_second_factor", **chosen})
    assert not TOTPDevice.objects.exists()
    assert set(Event.objects.filter(actor="kari").values_list("action", flat=True)) >= {
        "låste opp innlogging",
        "nullstilte totrinnsinnlogging",
    }


def test_new_log_in_ends_the_one_before(kari, client) -> None:
    enrol(client)
    other = Client()
    password(other)
    assert client.get(INDEX).status_code == 302
    assert StaffSession.objects.get().session_key == other.session.session_key


@pytest.mark.parametrize(
    ("which", "ago", "status"),
    [
        (sessions.SEEN, sessions.IDLE - 60, 200),
        (sessions.SEEN, sessions.IDLE + 1, 302),
        (sessions.STARTED, sessions.DAY - 60, 200),
        (sessions.STARTED, sessions.DAY + 1, 302),
    ],
)
def test_session_ends(kari, client, which: str, ago: int, status: int) -> None:
    enrol(client)
    session = client.session
    session[which] = time.time() - ago
    session.save()
    assert client.get(INDEX).status_code == status
    assert Event.objects.filter(action="logget ut: tiden var ute").exists() == (status == 302)


def test_cookies_are_for_the_staff_alone(kari, client) -> None:
    response = password(client)
    for cookie in response.cookies.values():
        assert (cookie["path"], cookie["samesite"]) == ("/admin/", "Strict")
    assert response.cookies["sessionid"]["httponly"]


def test_weak_passwords_are_refused(kari, client) -> None:
    enrol(client)
    for text in ("kari", "12345678901234", "passord", "kort"):
        form = {"username": "ola", "usable_password": "true", "password1": text, "password2": text}
        assert client.post(reverse("admin:auth_user_add"), form).status_code == 200
    assert not User.objects.filter(username="ola").exists()


def test_where_it_is_not_asked_for_the_password_is_enough(kari, client, settings) -> None:
    settings.TWO_FACTOR = False
    assert password(client, query="?next=/admin/")["Location"] == "/admin/"
    assert client.get(INDEX).status_code == 200
