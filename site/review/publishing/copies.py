"""Copies and aliases: what they put before visitors without a publication, and so past every check of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page

from pages.models import BasePage
from review.approval.people import is_reviewer
from review.approval.reviewer_first import approves_first, leaves_review


def goes_live_unread(page: BasePage) -> bool:
    """Tell whether a copy of `page` that is live at once would be read by visitors before a reviewer has seen it there."""
    if type(page).needs_review is False:
        return False
    return approves_first() if page.needs_review else True


class GuardedCopyForm(CopyForm):
    """'Copy' of a page: whoever is no reviewer copies into drafts. Nothing typed is lost.

    It says what the copy takes along, and begins with a title and an address that are free.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        title, slug = _find_free_name(self.page)
        self.fields["new_title"].initial, self.fields["new_slug"].initial = title, slug
        self.fields["new_title"].help_text = _(
            "The copy takes along all that was typed on the page, in each of its tabs: texts, pictures, sources, words for "
            "search engines, a form’s questions. Approvals, comments, visitors’ requests, figures of visits and days on which it "
            "goes live or leaves stay with the original, and nothing leads to the copy yet."
        )

    def clean(self) -> dict[str, Any]:
        """Refuse to publish a copy, or to make an alias, of what a reviewer reads first."""
        cleaned = super().clean()
        publishes = cleaned.get("publish_copies") or cleaned.get("alias")
        if not publishes or is_reviewer(self.user):
            return cleaned
        if any(goes_live_unread(page) for page in self._list_copied(cleaned)):
            name = "alias" if cleaned.get("alias") else "publish_copies"
            self.add_error(
                name if name in self.fields else None,
                ValidationError(
                    _(
                        "A copy takes no approval along, so it can’t go live by itself. Copy without this tick, then submit "
                        "the copy to the clinical reviewer."
                    )
                ),
            )
        return cleaned

    def _list_copied(self, cleaned: dict[str, Any]) -> Iterator[BasePage]:
        pages = [self.page.specific]
        if cleaned.get("copy_subpages"):
            pages += self.page.get_descendants().specific()
        return (page for page in pages if isinstance(page, BasePage) and page.live)


def _find_free_name(page: Page) -> tuple[str, str]:
    """Return title and address of `page` with the lowest number that is free beside it."""
    number = 2
    while not Page._slug_is_available(f"{page.slug}-{number}", page.get_parent()):
        number += 1
    return f"{page.title} {number}", f"{page.slug}-{number}"


def refuse_unread_copy(sender: type[Page], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """The net under every way of making a live page without publishing it: copy, alias, translation, API.

    Asked before a new page is stored, for the person whose request this is; code without a person is trusted.
    Raises PermissionDenied.
    """
    if raw or not instance._state.adding or not instance.live:
        return
    user = get_active_log_context().user
    if user is None or is_reviewer(user):
        return
    if goes_live_unread(instance) or leaves_review(instance):
        raise PermissionDenied(
            _("A copy can’t go live by itself. Copy it as a draft, then submit it.")
        )
