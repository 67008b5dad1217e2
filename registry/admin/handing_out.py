"""Insight as a file that staff fetch: the form, and the answer with the file."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse

from registry import insight
from registry.admin.base import ReasonField

Record = dict[str, Any]


class InsightForm(forms.Form):
    format = forms.ChoiceField(label="Som", choices=[("pdf", "PDF, til å lese"), ("json", "JSON, til et program")])
    grunn = ReasonField("Grunn (saksnummer)")


def as_file(
    content: Record, kind: str, key: int, for_print: Callable[[Record], Record] = lambda content: content
) -> HttpResponse:
    """`kind` is pdf or json; the file's name has the key and no number."""
    data = insight.as_pdf(for_print(content)) if kind == "pdf" else insight.as_json(content)
    name = f'attachment; filename="innsyn-{key}.{kind}"'
    return HttpResponse(data, content_type=f"application/{kind}", headers={"Content-Disposition": name})
