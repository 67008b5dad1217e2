"""Markup of data sets in pages."""

from django import template
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from statistics.catalogue import markup
from statistics.table import ReleaseInfo

register = template.Library()


@register.simple_tag
def dataset_markup(request: HttpRequest, release: ReleaseInfo, name: str, about: str, *files: str) -> SafeString:
    """`files`: addresses of the page's figures; without any, the whole files of the release."""
    site = request.build_absolute_uri("/")
    page = request.build_absolute_uri(request.path)
    addresses = [request.build_absolute_uri(file) for file in files] or markup.whole_files(release, site)
    content = markup.script(markup.dataset(release, site, str(name), str(about), page, addresses))
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(content))  # noqa: S308  # escaped
