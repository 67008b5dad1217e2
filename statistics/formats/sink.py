"""A file that is read while it is written, for formats whose writers want one."""

import io


class Sink(io.RawIOBase):
    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._position = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]
        self._waiting.append(part)
        self._position += len(part)
        return len(part)

    def tell(self) -> int:
        return self._position

    def drain(self) -> bytes:
        """What was written since the last time."""
        parts, self._waiting = self._waiting, []
        return b"".join(parts)
