"""What was begun and not finished, and what visitors looked for in vain: lines for the dashboard, each with its screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.models import Comment, Page
from wagtail.permissions import page_permission_policy

from clinic.models import Reference
from edge.models import NotFoundAddress
from home.models import UnansweredSearch

RECENT = timedelta(days=30)
SHOWN = 6


@dataclass(frozen=True)
class LooseEnd:
    """One sentence with the screen on which something can be done."""

    sentence: str
    url: str


def list_drafts(user: Any) -> list[Page]:
    """Return the pages whose newest text nobody published and that `user` saved last, the newest first."""
    mine = page_permission_policy.instances_user_has_any_permission_for(user, {"add", "change"})
    found = mine.filter(
        depth__gt=1, has_unpublished_changes=True, latest_revision__user=user,
        latest_revision__approved_go_live_at__isnull=True,
    )  # fmt: skip
    return list(found.order_by("-latest_revision_created_at")[:SHOWN])


def list_open_remarks(user: Any) -> list[LooseEnd]:
    """Return the pages of `user` on which colleagues asked or suggested something that nobody has settled.

    Wagtail mails those who made a page or switched notifications on; whoever wrote it last learns of it here.
    """
    mine = page_permission_policy.instances_user_has_any_permission_for(user, {"add", "change"})
    mine = mine.filter(Q(owner=user) | Q(latest_revision__user=user))
    waiting = Comment.objects.filter(resolved_at=None, page__in=mine).exclude(user=user)
    pages = mine.filter(pk__in=waiting.values("page_id")).order_by("-latest_revision_created_at")
    return [line for page in pages[:SHOWN] if (line := _tell_of_remarks(page, waiting)) is not None]


def _tell_of_remarks(page: Page, waiting: QuerySet[Comment]) -> LooseEnd | None:
    # A remark on what is gone shows nowhere and can't be settled.
    shown = page.get_latest_revision_as_object()
    count = sum(remark.has_valid_contentpath(shown) for remark in waiting.filter(page_id=page.pk))
    if not count:
        return None
    sentence = ngettext(
        "A colleague asks or suggests something on ‘%(title)s’.",
        "Colleagues ask or suggest %(count)s things on ‘%(title)s’.",
        count,
    ) % {"count": count, "title": page.draft_title}
    return LooseEnd(sentence, reverse("wagtailadmin_pages:edit", args=[page.pk]))


def list_vain_visits(user: Any) -> list[LooseEnd]:
    """Return how often visitors met a wrong address or a search without an answer lately, for those who can help."""
    since = timezone.localdate() - RECENT
    found = []
    if user.has_perm("wagtailredirects.add_redirect"):
        lost = NotFoundAddress.objects.filter(last_day__gte=since)
        if count := lost.count():
            asked = lost.aggregate(sum=Sum("asked"))["sum"]
            sentence = ngettext(
                "%(count)s address was asked for and is not here, %(asked)s times in all. Lead it to a page.",
                "%(count)s addresses were asked for and are not here, %(asked)s times in all. Lead them to pages.",
                count,
            )
            values = {"count": count, "asked": asked}
            found.append(LooseEnd(sentence % values, reverse("not_found_addresses")))
    if user.has_perm("home.add_searchword"):
        count = UnansweredSearch.objects.filter(last_day__gte=since).exclude(words="").count()
        if count:
            sentence = ngettext(
                "%(count)s search found nothing. Say what its words mean.",
                "%(count)s searches found nothing. Say what their words mean.",
                count,
            )
            found.append(LooseEnd(sentence % {"count": count}, reverse("unanswered_searches")))
    if user.has_perm("clinic.change_reference"):
        found += _list_gone_sources()
    return found


def _list_gone_sources() -> list[LooseEnd]:
    """Return how many sources have an address that no longer opens."""
    count = Reference.objects.filter(link_state=Reference.LinkState.GONE).count()
    if not count:
        return []
    sentence = ngettext(
        "The address of %(count)s source does not open.",
        "The addresses of %(count)s sources do not open.",
        count,
    )
    url = reverse("wagtailsnippets_clinic_reference:list")
    return [LooseEnd(sentence % {"count": count}, url)]
