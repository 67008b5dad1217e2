"""`manage.py feed_client 00123`: a token with which that pharmacy may post bundles. It is shown once."""

import secrets
from argparse import ArgumentParser
from getpass import getuser

from django.core.management.base import BaseCommand, CommandError

from registry import log
from registry.feed.views import digest_of
from registry.models import FeedClient, Pharmacy


class Command(BaseCommand):
    help = "Lager en nøkkel som apoteket kan sende med; de gamle slutter å gjelde."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pharmacy", metavar="APOTEKNUMMER")

    def handle(self, *args: object, pharmacy: str, **options: object) -> None:
        found = Pharmacy.objects.filter(number=pharmacy).first()
        if found is None:
            raise CommandError(f"Apoteket {pharmacy} finnes ikke i registeret.")
        FeedClient.objects.filter(pharmacy=found).update(active=False)
        token = secrets.token_urlsafe(32)
        FeedClient.objects.create(pharmacy=found, digest=digest_of(token))
        log.write(getuser(), "ny nøkkel for mottak", str(found))
        self.stdout.write(token)
