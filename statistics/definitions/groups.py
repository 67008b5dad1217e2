"""Groups of medicines by names that people use, as data: codes, owner, and when they were last looked through."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language


@dataclass(frozen=True)
class Group:
    """`words`: what people may search for. `about`: in bokmål, what it holds and what it does not say."""

    slug: str
    names: dict[str, str]
    words: tuple[str, ...]
    codes: tuple[str, ...]
    about: str
    owner: str
    reviewed: dt.date
    review_by: dt.date

    @property
    def name(self) -> str:
        return self.names.get(get_language() or "nb", self.names["nb"])


@cache
def groups() -> dict[str, Group]:
    text = files("statistics.definitions").joinpath("groups.toml").read_text("utf-8")
    return {
        slug: Group(slug, **{**fields, "words": tuple(fields["words"]), "codes": tuple(fields["codes"])})
        for slug, fields in tomllib.loads(text).items()
    }
