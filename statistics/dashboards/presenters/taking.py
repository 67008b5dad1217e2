"""The ways to take one figure along: files, pictures, a citation, and the code that shows it on another page."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

FRAME_HEIGHT = 620
"""Of the frame in pixels: title, sentence, chart and source at a width of 600."""


@dataclass(frozen=True)
class Take:
    """Addresses of one figure's files. `frame`: the whole address of its page for frames; `saved`: a picture's name."""

    title: str
    csv: str
    xlsx: str
    json: str
    png: str
    svg: str
    frame: str
    citation: str
    saved: str

    @property
    def code(self) -> str:
        """What is pasted into another page. The title is escaped: a name may hold a quotation mark."""
        return (
            f'<iframe src="{escape(self.frame)}" title="{escape(self.title)}" width="100%" '
            f'height="{FRAME_HEIGHT}" loading="lazy"></iframe>'
        )


KINDS = ("csv", "xlsx", "json", "png", "svg")


def take(title: str, saved: str, citation: str, address: Callable[[str], str], frame: str) -> Take:
    """`address`: of the file of one of the `KINDS`."""
    return Take(title, **{kind: address(kind) for kind in KINDS}, frame=frame, citation=citation, saved=saved)
