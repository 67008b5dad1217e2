"""Names of the axes' codes, in the language of the page."""

from django.utils.translation import gettext

from statistics.definitions import measures
from statistics.definitions.divisions import names
from statistics.language import say
from statistics.table import Reason

REGION_NAMES = {
    "0": "Hele landet",
    "03": "Oslo",
    "11": "Rogaland",
    "15": "Møre og Romsdal",
    "18": "Nordland",
    "31": "Østfold",
    "32": "Akershus",
    "33": "Buskerud",
    "34": "Innlandet",
    "39": "Vestfold",
    "40": "Telemark",
    "42": "Agder",
    "46": "Vestland",
    "50": "Trøndelag",
    "55": "Troms",
    "56": "Finnmark",
    "99": "Ukjent eller utlandet",
}
REGION_NAMES = names() | REGION_NAMES
SEX_NAMES = {"begge": "Begge kjønn", "kvinner": "Kvinner", "menn": "Menn"}


def label(axis: str, code: str) -> str:
    """The name of a code on an axis. Raises ValueError, naming the axis, for a code it does not have."""
    try:
        return _label(axis, code)
    except KeyError:
        raise ValueError(f"{axis} has no {code!r}") from None


def _label(axis: str, code: str) -> str:
    if axis == "omr":
        return gettext(REGION_NAMES[code])
    if axis == "kjonn":
        return gettext(SEX_NAMES[code])
    if axis == "maal":
        return gettext(measures()[code].label)
    if axis == "alder":
        return say("Alle aldre") if code == "alle" else say("{ages} år", ages=code.replace("-", "–"))
    return code


def reason_text(reason: Reason) -> str:
    """Why a cell has no value, in the language of the page."""
    return gettext(reason.text) if reason else ""
