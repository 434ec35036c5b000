"""Pieces of a page that are made once until somebody publishes."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from infra.memory import memoize

register = template.Library()
# A piece with one of these is somebody's own, whatever its template says.
_OWN = ("csrfmiddlewaretoken", "wagtail-userbar")


def surroundings(request: Any) -> tuple[Hashable, ...] | None:
    """Return what every piece of a page may depend on beside the content version; None where nothing is kept.

    That is the day (notices, closed days, ©, an overdue review), scheme and host (addresses in full) and the
    language. A preview shows what nobody else sees.
    """
    if request is None or getattr(request, "is_preview", False):
        return None
    if getattr(request, "previewed", None) is not None:
        return None
    host = request.META.get("HTTP_HOST", "")
    return timezone.localdate(), request.scheme, host, request.get_port(), get_language()


class MemoizedNode(template.Node):
    """What is between `{% memoized %}` and `{% endmemoized %}`."""

    def __init__(
        self, nodelist: template.NodeList, name: str, keys: list[template.base.FilterExpression]
    ) -> None:
        self.nodelist, self.name, self.keys = nodelist, name, keys

    def render(self, context: template.Context) -> SafeString:
        """Return the piece; from memory where this version, day, host and key have it."""
        key = next(filter(None, (key.resolve(context) for key in self.keys)), None)
        around = surroundings(context.get("request"))
        if not key or around is None:
            return self.nodelist.render(context)
        full = ("piece", self.name, key, around)
        found: dict[str, SafeString] = {}

        def make() -> SafeString:
            found["html"] = html = mark_safe(self.nodelist.render(context))
            return html if not any(mark in html for mark in _OWN) else mark_safe("")

        return memoize(full, make) or found.get("html") or self.nodelist.render(context)


@register.tag
def memoized(parser: template.base.Parser, token: template.base.Token) -> MemoizedNode:
    """`{% memoized "name" key %}…{% endmemoized %}`: made once for `key` until somebody publishes or the day ends.

    `key` names all that the piece depends on beside content, day, host and language; of several the first that there
    is counts, and where none is (a preview, a search) the piece is made anew. What a visitor typed or is must not
    stand inside.
    """
    _tag, name, *keys = token.split_contents()
    nodelist = parser.parse(("endmemoized",))
    parser.delete_first_token()
    return MemoizedNode(nodelist, name.strip("\"'"), [parser.compile_filter(key) for key in keys])
