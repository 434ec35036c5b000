"""What a copy of a page leaves behind: the days its original was planned for, and the address its original stands in for.

A copy of a page that is to leave the site would leave with it, and one that names another address as the real one is found by
no search engine. Wagtail takes all three along, in the copy's row and in each of its versions.
"""

from __future__ import annotations

from typing import Any, Final

from wagtail.models import Page

LEFT_BEHIND: Final[dict[str, Any]] = {"go_live_at": None, "expire_at": None, "canonical_url": ""}


def leave_plans_behind(copy: Page) -> None:
    """Empty these fields in a new copy and in the copies below it."""
    for page in [copy, *copy.get_descendants()]:
        specific = page.specific
        held = {name: empty for name, empty in LEFT_BEHIND.items() if hasattr(specific, name)}
        type(specific)._base_manager.filter(pk=page.pk).update(**held)
        for version in page.revisions.all():
            version.content |= {name: held[name] for name in held if name in version.content}
            version.save(update_fields=["content"])
