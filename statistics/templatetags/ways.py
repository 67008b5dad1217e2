"""Links that carry along what the reader has chosen for the whole visit."""

from typing import Any

from django import template

from statistics.dashboards.carried import Carried

register = template.Library()


@register.simple_tag(takes_context=True)
def way(context: template.Context, view: str, *args: Any, **query: Any) -> str:
    """`{% way "drug" row.code omr="03" %}`: the page's address, with the release and the division of this one."""
    return _carried(context).address(view, *map(str, args), **query)


@register.simple_tag(takes_context=True)
def menu_way(context: template.Context, view: str, *args: Any) -> str:
    """The same from the menu, the foot and other places that are on every page: with the release alone."""
    return Carried(_carried(context).utgave).address(view, *map(str, args))


def _carried(context: template.Context) -> Carried:
    """Nothing on a page without a request."""
    found = context.get("carried")
    return found if isinstance(found, Carried) else Carried()
