import pytest
from django.test import Client

from tests.website.edition import publish


@pytest.fixture
def site(db: None, client: Client) -> Client:
    """A reader of the site with the small release of tests/website/edition.py published."""
    publish()
    return client
