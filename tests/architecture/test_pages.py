"""What the strict content security policy forbids, found in the sources before a browser does."""

import re

from tests.architecture.tree import texts

SOURCES = {path: text for path, text in texts() if path.split("/")[0] in ("templates", "static")}
PAGES = {path: text for path, text in SOURCES.items() if path.endswith((".html", ".svg"))}

TAG = re.compile(r"<(?!a\b|!)(\w+)\b([^>]*)>", re.IGNORECASE)
LOADS = re.compile(r"""\b(?:src|srcset|href|data|poster|action)\s*=\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)
SAYS = re.compile(r"""rel=["']?(?:license|canonical|alternate)""")  # a statement about the page: nothing is loaded
FROM_CSS = re.compile(r"""(?:url\(|@import)\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)
FROM_SCRIPT = re.compile(r"""["'`](?:https?:)?//(?!www\.w3\.org/)\w""")  # w3.org: names of XML vocabularies
INLINE = re.compile(
    r"""<[^>]*\s(?:style|on\w+)\s*=\s*["']|<style\b|<script(?![^>]*\b(?:src=|type=["']application/))""",
    re.IGNORECASE,
)


def test_nothing_is_loaded_from_another_host() -> None:
    found = [
        f"{path}: {tag.group()}"
        for path, text in PAGES.items()
        for tag in TAG.finditer(text)
        if LOADS.search(tag.group(2)) and not SAYS.search(tag.group(2))
    ]
    for suffix, pattern in ((".css", FROM_CSS), (".js", FROM_SCRIPT)):
        own = {path: text for path, text in SOURCES.items() if path.endswith(suffix)}
        found += [f"{path}: {match.group()}" for path, text in own.items() for match in pattern.finditer(text)]
    assert found == []


def test_no_inline_style_or_script() -> None:
    assert [f"{path}: {m.group()}" for path, text in PAGES.items() for m in INLINE.finditer(text)] == []
