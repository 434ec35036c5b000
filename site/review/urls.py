"""The one address of Wagtail's that the check of claims guards; included ahead of the admin's own."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from infra.addresses.staff_paths import ADMIN
from review.screens.approvals import GuardedWorkflowAction

approve = never_cache(require_admin_access(GuardedWorkflowAction.as_view()))

urlpatterns = [
    # Has to be Wagtail's own address to the letter: `review.checks` compares the two at every start.
    path(
        f"{ADMIN[1:]}pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        approve,
    ),
]
