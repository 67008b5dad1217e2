"""PX file, as PxWin and PxWeb read it. UTF-8; a sign stands in place of a number that cannot be given.

Source: Statistics Sweden, PX-file format. Its own signs are one to six points, each with a meaning of the file's
choice (DATASYMBOL): «:» for hidden is therefore written «...» and declared.
"""

from collections.abc import Iterator

from statistics.formats import numbers
from statistics.formats.dataset import Chunk, Dataset, Dimension
from statistics.formats.notices import citation, notices
from statistics.formats.words import said
from statistics.table import Category, Reason, ReleaseInfo

MEDIA_TYPE = "application/x-pc-axis; charset=utf-8"
AXIS_VERSION = "2013"
LONGEST_STRING = 180  # a line has at most 256 characters, and a keyword stands before the first
SIGNS = {
    Reason.NOT_COMPUTABLE: ".",
    Reason.MISSING: "..",
    Reason.HIDDEN: "...",
    Reason.NOT_AVAILABLE: "....",
}


def stream(dataset: Dataset, stub: tuple[str, ...] = (), heading: tuple[str, ...] = ()) -> Iterator[bytes]:
    """`stub` and `heading`: codes of all dimensions in the dataset's own order; else the last two are the heading."""
    by_code = {dimension.code: dimension for dimension in dataset.dimensions}
    codes = tuple(by_code)
    rows, columns = (stub, heading) if stub or heading else (codes[:-2], codes[-2:])
    if (*rows, *columns) != codes:
        raise ValueError(f"stub {rows} and heading {columns} are not the dimensions in their order: {codes}")
    parts = [by_code[code] for code in rows], [by_code[code] for code in columns]
    yield ("\r\n".join([*_about(dataset), *_variables(dataset, *parts), "DATA="]) + "\r\n").encode()
    width = 1
    for dimension in parts[1]:
        width *= len(dimension.categories)
    yield from _data(dataset.chunks, width)
    yield b";\r\n"


def _about(dataset: Dataset) -> list[str]:
    release = dataset.release
    day = f"{release.published:%Y%m%d} 08:00" if release.published else ""
    decimals = max((unit.decimals for unit in dataset.units.values()), default=0)
    return [
        'CHARSET="ANSI";',
        f'AXIS-VERSION="{AXIS_VERSION}";',
        'CODEPAGE="utf-8";',
        f'LANGUAGE="{dataset.language}";',
        f'CREATION-DATE="{day}";',
        f"DECIMALS={decimals};",
        f"SHOWDECIMALS={decimals};",
        f'MATRIX="{_matrix(dataset.id)}";',
        "AGGREGALLOWED=NO;",
        'SUBJECT-CODE="HE";',
        'SUBJECT-AREA="Health";' if dataset.language == "en" else 'SUBJECT-AREA="Helse";',
        f"DESCRIPTION={_string(dataset.title)};",
        f"TITLE={_string(dataset.title)};",
        f"CONTENTS={_string(dataset.title)};",
    ]


def _variables(dataset: Dataset, rows: list[Dimension], columns: list[Dimension]) -> list[str]:
    labels = {dimension.code: dimension.label for dimension in dataset.dimensions}
    lines = [
        f"{word}={_strings([labels[d.code] for d in part])};"
        for word, part in (("STUB", rows), ("HEADING", columns))
        if part
    ]
    metric = dataset.dimension("metric")
    if metric:
        lines.append(f"CONTVARIABLE={_string(metric.label)};")
    every = [(_string(dimension.label), dimension) for dimension in dataset.dimensions]
    lines += [f"VALUES({label})={_strings([c.label for c in d.categories])};" for label, d in every]
    if time := dataset.dimension("time"):
        years = ",".join(f'"{code}"' for code in time.codes)
        lines.append(f"TIMEVAL({_string(time.label)})=TLIST(A1),{years};")
    lines += [f"CODES({label})={_strings(d.codes)};" for label, d in every]
    lines += [f"VARIABLECODE({label})={_string(d.code)};" for label, d in every]
    return [*lines, *_signs(), *(_measures(dataset, metric) if metric else []), *_source(dataset)]


def _signs() -> list[str]:
    return [f"DATASYMBOL{len(sign)}={_string(reason.symbol)};" for reason, sign in SIGNS.items()]


def _measures(dataset: Dataset, metric: Dimension) -> list[str]:
    lines = []
    for category in metric.categories:
        unit = dataset.units[category.code]
        lines += [f"UNITS({_string(category.label)})={_string(unit.label)};", *_updated(dataset.release, category)]
        lines.append(f"STOCKFA({_string(category.label)})={'F' if unit.flow else 'S'};")
        lines.append(f"PRECISION({_string(metric.label)},{_string(category.label)})={unit.decimals};")
    return lines


def _updated(release: ReleaseInfo, category: Category) -> list[str]:
    if release.published is None:
        return []
    return [f'LAST-UPDATED({_string(category.label)})="{release.published:%Y%m%d} 08:00";']


def _source(dataset: Dataset) -> list[str]:
    said = (citation(dataset.release), *notices(dataset.release), *dataset.notes, *_legend())
    return [
        f"SOURCE={_string(dataset.release.source)};",
        "OFFICIAL-STATISTICS=NO;",
        *(f"NOTEX={_string(text)};" for text in said[:1]),
        f"NOTE={_string('#'.join(said[1:]))};",
    ]


def _legend() -> list[str]:
    return [f"{reason.symbol} {said(reason.text)}" for reason in Reason if reason]


def _data(chunks: Iterator[Chunk], width: int) -> Iterator[bytes]:
    """Lines of `width` cells, whatever the chunks' length."""
    signs = [f'"{SIGNS[reason]}"' if reason else "" for reason in Reason]
    waiting: list[str] = []
    for values, reasons in chunks:
        cells = zip(values.tolist(), reasons.tolist(), strict=True)
        waiting += [signs[reason] if reason else numbers.text(value) for value, reason in cells]
        whole = len(waiting) // width * width
        lines = (" ".join(waiting[at : at + width]) for at in range(0, whole, width))
        yield "".join(f"{line}\r\n" for line in lines).encode()
        waiting = waiting[whole:]


def _matrix(table_id: str) -> str:
    """At most twenty letters and digits."""
    return "".join(c for c in table_id if c.isascii() and c.isalnum())[:20]


def _string(text: str) -> str:
    """Quoted; a long one as several strings on lines of their own. There is no way to write a quotation mark."""
    safe = " ".join(text.replace('"', "'").split())
    pieces = [safe[at : at + LONGEST_STRING] for at in range(0, len(safe), LONGEST_STRING)] or [""]
    return "\r\n".join(f'"{piece}"' for piece in pieces)


def _strings(texts: list[str] | tuple[str, ...]) -> str:
    return ",\r\n".join(_string(text) for text in texts)
