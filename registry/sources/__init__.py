"""Deliveries from the source systems: read, checked line by line, stored or quarantined. `ingest` is the way in."""

from registry.sources.intake import FileResult, Summary, find_files, ingest

__all__ = ["FileResult", "Summary", "find_files", "ingest"]
