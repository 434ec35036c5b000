"""Approving from anywhere but the editor: the dashboard, a preview's bar, a list of ticked pages.

There nobody sees the words, so what the check stops is not published from there; the editor shows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.generic.workflow import WorkflowAction
from wagtail.admin.views.pages.workflow import WorkflowPageViewMixin
from wagtail.models import Page
from wagtail.snippets.views.snippets import WorkflowActionView as SnippetWorkflowAction

from pages.models import BasePage
from review.approval.reviewer_first import why_reviewer_first
from review.publishing.gate import write_refusal
from review.publishing.page_check import Located, claims_on
from review.publishing.prompts import list_prompts
from review.publishing.standing import strength_refusal


def stops_of(page: Page) -> list[Located]:
    """Return the words in the newest text of `page` that a reviewer would stop."""
    newest = page.specific.get_latest_revision_as_object()
    if not isinstance(newest, BasePage):
        return []
    return [at for at in claims_on(newest) if at.finding.stops]


def is_stopped(page: Page) -> bool:
    """Tell whether the newest text of `page` holds a prompt, or words that a reviewer would stop."""
    newest = page.specific.get_latest_revision_as_object()
    return bool(list_prompts(newest) or stops_of(page))


def why_not_now(page: Page, user: Any) -> str:
    """Return why `user` may not publish the newest text of `page`; empty where they may."""
    newest = page.specific.get_latest_revision_as_object()
    return why_reviewer_first(newest, user) or strength_refusal(newest)


class GuardedPublishAction(PublishPageAPIAction):
    """'Publish' of the admin's API, which has no form: refused where the check refuses."""

    def execute(self, instance: Page, data: Any) -> Any:
        """Publish, or answer 403 with the words."""
        if why := why_not_now(instance, self.request.user):
            raise PermissionDenied(why)
        if stopped := stops_of(instance):
            raise PermissionDenied(
                " ".join(str(line) for line in write_refusal(stopped, False).messages)
            )
        return super().execute(instance, data)


class GuardedSnippetAction(SnippetWorkflowAction):
    """Wagtail's 'Approve' of a snippet outside its editor."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act as Wagtail does, unless this would publish words that the check stops."""
        newest = self.object.get_latest_revision_as_object()
        stopped = [at for at in claims_on(newest) if at.finding.stops]
        why = why_reviewer_first(newest, request.user)
        if self.action_name != "approve" or not (why or stopped):
            return super().post(request, *args, **kwargs)
        messages.error(request, why or write_refusal(stopped, False).messages[0])
        return redirect(self.redirect_url)


class GuardedWorkflowAction(WorkflowPageViewMixin, WorkflowAction):
    """Wagtail's 'Approve' outside the editor, which leads into the editor where words prevent it.

    Made of the same two parts as Wagtail's own view, whose name changed in Wagtail 8.
    """

    submit_url_name = "wagtailadmin_pages:workflow_action"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act as Wagtail does, unless this would publish words that the check stops."""
        if self.action_name != "approve":
            return super().post(request, *args, **kwargs)
        why = why_not_now(self.object, request.user)
        if not why and not is_stopped(self.object):
            return super().post(request, *args, **kwargs)
        messages.error(
            request, why or _("Not approved yet: some words can't stand like this, see below.")
        )
        edit = reverse("wagtailadmin_pages:edit", args=(self.object.pk,))
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return render_modal_workflow(
                request, "", None, {}, json_data={"step": "success", "redirect": edit}
            )
        return redirect(edit)


def refuse_bulk(request: HttpRequest, pages: Iterable[Page], action: Any) -> HttpResponse | None:
    """Return the way back where one of several pages to be published may not be."""
    ticked = list(pages)
    if action.cleaned_form and action.cleaned_form.cleaned_data.get("include_descendants"):
        for page in list(ticked):
            ticked += page.get_descendants().not_live().specific()
    waiting = [page for page in ticked if why_not_now(page, request.user)]
    if waiting:
        messages.error(
            request,
            _(
                "Nothing was published. These pages are read before they are public, so a clinical reviewer publishes "
                "them first: %(titles)s."
            )
            % {"titles": _name_pages(waiting)},
        )
    stopped = [page for page in ticked if is_stopped(page)]
    if not stopped:
        return redirect(action.next_url) if waiting else None
    messages.error(
        request,
        _(
            "Nothing was published. Open these pages and mend what stands on top of their editor: %(titles)s."
        )
        % {"titles": _name_pages(stopped)},
    )
    return redirect(action.next_url)


def _name_pages(pages: list[Page]) -> str:
    """Return the titles of the first of `pages`, for a message."""
    return ", ".join(f"‘{page.get_admin_display_title()}’" for page in pages[:8])
