"""Names of the axes' codes, in bokmål."""

from statistics.definitions import measures

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
SEX_NAMES = {"begge": "Begge kjønn", "kvinner": "Kvinner", "menn": "Menn"}


def label(axis: str, code: str) -> str:
    """The name of a code on an axis. Raises ValueError, naming the axis, for a code it does not have."""
    try:
        return _label(axis, code)
    except KeyError:
        raise ValueError(f"{axis} has no {code!r}") from None


def _label(axis: str, code: str) -> str:
    if axis == "omr":
        return REGION_NAMES[code]
    if axis == "kjonn":
        return SEX_NAMES[code]
    if axis == "maal":
        return measures()[code].label
    if axis == "alder":
        return "Alle aldre" if code == "alle" else f"{code.replace('-', '–')} år"
    return code
