"""Where the screens of people meet Wagtail's admin: addresses, buttons, bulk actions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail.admin.widgets.button import Button

from staff.people import accounts, views
from staff.people.forms import OwnAccountForm

# Wagtail lets people take a colleague's e-mail, and has no hook for this form.
NameEmailSettingsPanel.form_class = OwnAccountForm

colleague_urls = (
    [
        path("<int:pk>/", views.show_colleague, name="show"),
        path("<int:pk>/sessions/", views.end_sessions, name="end_sessions"),
        path("<int:pk>/link/", views.send_link, name="send_link"),
        path("<int:pk>/leave/", views.enter_leaving, name="leave"),
    ],
    "colleagues",
)


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    """Return the addresses of the app's own screens of accounts."""
    return [
        path("colleagues/", include(colleague_urls)),
        path("sessions/", views.list_own_sessions, name="own_sessions"),
        path("waiting-roles/<int:pk>/", views.answer_waiting_role, name="waiting_role"),
    ]


@hooks.register("register_user_listing_buttons")
def listing_buttons(user: Any, request_user: Any) -> list[Button]:
    """'Sessions, password, leaving' beside each account."""
    if not request_user.has_perm("auth.change_user"):
        return []
    url = reverse("colleagues:show", args=[user.pk])
    return [Button(_("Sessions, password, leaving"), url, icon_name="user", priority=20)]


@hooks.register("register_account_menu_item")
def account_menu_item(request: HttpRequest) -> dict[str, Any]:
    """'Your sessions' on one's own account page."""
    return {
        "url": reverse("own_sessions"),
        "label": _("Your sessions"),
        "help_text": _("Where you are signed in, and how to end it."),
    }


# Later than Wagtail's own, which they replace under the same name.
for action in (accounts.GiveRole, accounts.NeverDelete, accounts.SetActivity):
    hooks.register("register_bulk_action", action, order=100)
