"""Where pages meet Wagtail's admin: a newer draft of somebody else is noticed, and a copy takes no plans along."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from infra.editing.newer_draft import find_newer_draft

from .copying import leave_plans_behind


@hooks.register("before_edit_page")
def note_newer_draft(request: HttpRequest, page: Page) -> None:
    """Let the form of `page` know of a newer draft: previews, which use the same form, must not be refused."""
    page.newer_draft = find_newer_draft(request, page)


@hooks.register("after_copy_page")
def begin_copy_without_plans(request: HttpRequest, page: Page, new_page: Page) -> None:
    """Give a copy no day of its original."""
    leave_plans_behind(new_page)


@hooks.register("construct_admin_api")
def begin_copies_of_api_without_plans(router: Any) -> None:
    """The same for copies by the admin's API, which asks no hook."""
    from wagtail.admin.api.actions.copy import CopyPageAPIAction
    from wagtail.admin.api.views import PagesAdminAPIViewSet

    class CopyWithoutPlans(CopyPageAPIAction):
        """Copies a page and leaves its planned days behind."""

        def execute(self, instance: Page, data: dict[str, Any]) -> Any:
            """Copy `instance` and return the API's answer."""
            answer = super().execute(instance, data)
            leave_plans_behind(Page.objects.get(pk=answer.data["id"]))
            return answer

    PagesAdminAPIViewSet.actions = {**PagesAdminAPIViewSet.actions, "copy": CopyWithoutPlans}
