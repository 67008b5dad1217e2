"""Pages and files are sent packed, and a reader who has them still gets 304."""

import gzip

import pytest
from django.test import Client


@pytest.mark.parametrize("path", ["/legemiddel/A10BA02", "/legemiddel/A10BA02.csv"])
def test_packed_and_unchanged(reader: Client, path: str) -> None:
    plain = reader.get(path)
    packed = reader.get(path, headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 3
    again = reader.get(path, headers={"accept-encoding": "gzip", "if-none-match": packed["ETag"]})
    assert again.status_code == 304
    assert not again.cookies
