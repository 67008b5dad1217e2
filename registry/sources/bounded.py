"""A file from outside, read by a parser that itself would keep whatever it is given."""

from typing import BinaryIO

from registry.sources.delivery_file import BrokenFile

LARGEST = 8_000_000  # bytes of one entry: FEST's largest have some 20,000, and a FHIR resource has 2,000


class Bounded:
    """Reads on as long as entries end: more than LARGEST bytes without a call of `ended` are refused.

    `forbidden` bytes must be nowhere in the file. Raises BrokenFile from `read`.
    """

    def __init__(self, file: BinaryIO, forbidden: bytes = b"", why: str = "") -> None:
        self._file, self._forbidden, self._why = file, forbidden, why
        self._since = 0
        self._end = b""

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(min(size, LARGEST) if size >= 0 else LARGEST)
        self._since += len(data)
        if self._since > LARGEST:
            raise BrokenFile(f"et element er større enn {LARGEST // 1_000_000} MB: filen er skadet. Hent den på nytt")
        if self._forbidden:
            if self._forbidden in self._end + data:
                raise BrokenFile(self._why)
            self._end = (self._end + data)[-len(self._forbidden) + 1 :]
        return data

    def ended(self) -> None:
        self._since = 0
