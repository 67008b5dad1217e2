"""Least rights in PostgreSQL, tested by trying: each role connects and does what it may, and is stopped at the rest."""

import os
from io import StringIO
from urllib.parse import urlsplit

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, connections

from registry.models import Dispensing, Event
from statistics.models import Release
from tests.support.processes import VARIABLES, manage
from tests.universe import Universe

DENIED = psycopg.errors.InsufficientPrivilege


def url(alias: str, role: str) -> str:
    parts = urlsplit(os.environ[VARIABLES[alias]])
    name = connections[alias].settings_dict["NAME"]
    return parts._replace(netloc=f"{role}@{parts.netloc.rpartition('@')[2]}", path=f"/{name}").geturl()


@pytest.fixture(scope="module")
def roles(committed) -> None:
    Universe()
    out = StringIO()
    call_command("database_roles", "--apply", stdout=out)
    call_command("database_roles", "--apply", stdout=out)  # again changes nothing
    assert "GRANT CONNECT ON DATABASE" in out.getvalue()


def run(alias: str, role: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url(alias, role)) as session:
        found = session.execute(statement)
        rows = found.fetchall() if found.description else []
        session.rollback()
        return rows


@pytest.mark.parametrize("role", ["lmr_statistics", "lmr_site"])
def test_statistics_and_site_do_not_reach_the_vault(roles, role: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        run("identity", role, "SELECT 1")


def test_register_reaches_the_vault(roles) -> None:
    assert run("identity", "lmr_register", "SELECT count(*) FROM identity_identity") == [(0,)]


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("lmr_register", "SELECT count(*) FROM registry_dispensing"),
        ("lmr_register", "DELETE FROM registry_dispensing"),
        ("lmr_register", "SELECT count(*) FROM registry_event"),
        ("lmr_statistics", "SELECT count(*) FROM registry_dispensing"),
        ("lmr_statistics", "DELETE FROM statistics_release"),
        ("lmr_site", "SELECT count(*) FROM statistics_block"),
    ],
)
def test_what_each_may(roles, role: str, statement: str) -> None:
    run("default", role, statement)


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("lmr_register", "UPDATE registry_event SET reason = ''"),
        ("lmr_register", "DELETE FROM registry_event"),
        ("lmr_register", "TRUNCATE registry_event"),
        ("lmr_register", "ALTER TABLE registry_event DISABLE TRIGGER ALL"),
        ("lmr_statistics", "UPDATE registry_dispensing SET packages = 2"),
        ("lmr_statistics", "SELECT * FROM registry_event"),
        ("lmr_statistics", "SELECT * FROM registry_correction"),
        ("lmr_statistics", "SELECT * FROM registry_quarantinedline"),
        ("lmr_statistics", "SELECT * FROM auth_user"),
        ("lmr_statistics", "CREATE TABLE public.mine (a int)"),
        ("lmr_site", "SELECT * FROM registry_dispensing"),
        ("lmr_site", "DELETE FROM statistics_block"),
        ("lmr_site", "SELECT * FROM django_session"),
    ],
)
def test_what_each_may_not(roles, role: str, statement: str) -> None:
    with pytest.raises((DENIED, psycopg.errors.InsufficientPrivilege), match=r"permission denied|must be owner"):
        run("default", role, statement)


def test_a_release_is_built_with_the_statistics_role_alone(roles) -> None:
    assert Dispensing.objects.exists()
    where = {"DATABASE_URL": url("default", "lmr_statistics"), "IDENTITY_DATABASE_URL": "none", "REDIS_URL": ""}
    assert "celler" in manage("build_release", "--years", "2023-2024", "--protection", "primary", **where)
    assert Release.objects.get().digest
    assert not Event.objects.filter(actor="build_release").exists()
    connection.close()
