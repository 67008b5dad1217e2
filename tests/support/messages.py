"""Every text the site can show, taken out of code, templates and definitions; and the catalogues, read and compiled.

    python -m tests.support.messages        what is missing, language by language
    python -m tests.support.messages write  adds what is missing, drops what is gone, and compiles

No program of GNU gettext is needed.
"""

import datetime as dt
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
NAMES = {"nn": "Nynorsk", "en": "English"}
LANGUAGES = tuple(NAMES)
KEYWORDS = {
    "say": None,
    "say_later": None,
    "said": None,
    "say_count": (1, 2),
    "together": (1,),
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
CODE = (
    "statistics/api",
    "statistics/bulk",
    "statistics/dashboards",
    "statistics/formats",
    "statistics/labels.py",
    "statistics/seen.py",
    "website",
)
Message = str | tuple[str, ...]


def messages() -> dict[Message, str]:
    """Message → where it was first seen."""
    found: dict[Message, str] = {}
    for where, message in (*_of_code(), *_of_templates(), *_of_definitions()):
        found.setdefault(message, where)
    return found


def _of_code() -> Iterator[tuple[str, Message]]:
    for part in CODE:
        path = ROOT / part
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            yield from _extracted(file.read_bytes(), str(file.relative_to(ROOT)))


def _of_templates() -> Iterator[tuple[str, Message]]:
    from django.utils.translation.template import templatize

    for file in sorted((ROOT / "templates").rglob("*.html")):
        yield from _extracted(templatize(file.read_text("utf-8")).encode(), str(file.relative_to(ROOT)))


def _extracted(source: bytes, where: str) -> Iterator[tuple[str, Message]]:
    for line, message, _, _ in extract("python", io.BytesIO(source), keywords=KEYWORDS):
        yield f"{where}:{line}", message


def _of_definitions() -> Iterator[tuple[str, Message]]:
    from statistics.api.v1.documented import TEXTS
    from statistics.audit.report import GATES
    from statistics.definitions import measures
    from statistics.definitions.breaks import breaks
    from statistics.definitions.groups import groups
    from statistics.formats.csvw import TITLES
    from statistics.labels import REGION_NAMES, SEX_NAMES
    from statistics.table import AXIS_LABELS, Reason
    from website.downloads import WANTED
    from website.shelf import names

    for measure in measures().values():
        yield from (
            ("measures.toml", text) for text in (measure.label, measure.unit, measure.definition, measure.owner)
        )
    yield from (("breaks.toml", one.text) for one in breaks(0, 9999))
    yield from (("groups.toml", text) for one in groups().values() for text in (one.about, one.owner))
    yield from (("labels.py", name) for name in (*REGION_NAMES.values(), *SEX_NAMES.values()))
    yield from (("report.py", gate.label) for gate in GATES)
    yield from (("table.py", label) for label in AXIS_LABELS.values())
    yield from (("csvw.py", title) for title in TITLES.values())
    yield from (("documented.py", text) for text in TEXTS)
    yield from (("table.py", reason.text) for reason in Reason if reason)
    yield from (("downloads.py", text) for text, _, _ in WANTED)
    yield from (("shelf.toml", name) for name in names().values())


def path(language: str, suffix: str = "po") -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / f"django.{suffix}"


def catalogue(language: str) -> Catalog:
    file = path(language)
    if not file.exists():
        return Catalog(language)
    with file.open("rb") as stream:
        return read_po(stream, language)


def missing(language: str) -> list[Message]:
    """Messages that the language has no text for, or a fuzzy one."""
    known = catalogue(language)
    return [message for message in messages() if not _told(known, message)]


def _told(known: Catalog, message: Message) -> bool:
    entry = known.get(message if isinstance(message, str) else message[0])
    if entry is None or entry.fuzzy:
        return False
    return all(entry.string) if isinstance(entry.string, tuple) else bool(entry.string)


def compiled(language: str) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalogue(language))
    return out.getvalue()


def write(language: str, texts: dict[Message, Message] | None = None) -> None:
    """The catalogue with all messages there are, the texts it had, and `texts`; then compiled."""
    old, new = catalogue(language), _empty(language)
    given = texts or {}
    for message, where in sorted(messages().items(), key=lambda one: (one[1].rpartition(":")[0], str(one[0]))):
        before = old.get(message if isinstance(message, str) else message[0])
        text = given.get(message, before.string if before is not None else None)
        flags = {"python-brace-format"} if "{" in str(message) else set()
        new.add(message, text or None, locations=[(where.partition(":")[0], 1)], flags=flags)
    path(language).parent.mkdir(parents=True, exist_ok=True)
    with path(language).open("wb") as stream:
        write_po(stream, new, width=110, omit_header=False, include_lineno=False)
    path(language, "mo").write_bytes(compiled(language))


def _empty(language: str) -> Catalog:
    """Without the hour it was written: the same texts are the same file."""
    day = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    return Catalog(
        language,
        header_comment=f"# {NAMES[language]} texts of Legemiddelstatistikk. Written by tests/support/messages.py.",
        project="Legemiddelstatistikk",
        version="1",
        copyright_holder="",
        creation_date=day,
        revision_date=day,
        last_translator="Redaksjonen",
        language_team=language,
        fuzzy=False,
    )


def main() -> None:
    import django

    django.setup()
    for language in LANGUAGES:
        if "write" in sys.argv[1:]:
            write(language)
        lacking = missing(language)
        print(f"{language}: {len(messages()) - len(lacking)} texts, {len(lacking)} missing")
        for message in lacking:
            print("  ", message)


if __name__ == "__main__":
    main()
