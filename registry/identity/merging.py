"""One person who has had several numbers: all of them lead to one key."""

from collections.abc import Mapping

from django.db import transaction

from registry.identity.actions import VAULT
from registry.identity.models import Identity


def lead_elsewhere(moved: Mapping[int, int]) -> None:
    """Let every number under a key of `moved` lead to the key it became, all or none."""
    with transaction.atomic(using=VAULT):
        for goes, stays in moved.items():
            Identity.objects.filter(key=goes).update(key=stays)
