"""The screens of accounts and roles: Wagtail's own, which invite, never delete, and open requests to nobody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import get_active_log_context
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)
from wagtail.users.views.groups import CreateView as GroupCreateView
from wagtail.users.views.groups import EditView as GroupEditView
from wagtail.users.views.groups import GroupViewSet
from wagtail.users.views.users import CreateView, EditView, IndexView, UserViewSet

from staff import audit
from staff.people import giving
from staff.people.forms import ChangeForm, ClinicGroupForm, InvitationForm
from staff.sign_in import account_mail


def tell_waiting(request: HttpRequest, waiting: list) -> None:
    """Say which roles wait, and for whom."""
    if waiting:
        names = get_text_list([f"‘{group.name}’" for group in waiting], gettext("and"))
        messages.info(
            request,
            gettext("%(roles)s takes effect when a manager confirms it. All managers were told.")
            % {"roles": names},
        )  # fmt: skip


class PeopleView(IndexView):
    """Everybody who has an account; nobody is deleted."""

    add_item_label = _("Invite a colleague")

    def get_delete_url(self, instance: Any) -> None:
        """Return nothing: accounts are deactivated."""


class InviteView(CreateView):
    """Inviting a colleague by mail."""

    page_title = _("Invite a colleague")
    submit_button_label = _("Send invitation")
    submit_button_active_label = _("Sending…")
    header_icon = "mail"
    success_message = _("An invitation was sent to ‘%(object)s’. Its link sets the password.")

    def get_page_subtitle(self) -> str:
        """Return what the screen is for."""
        return str(self.page_title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here, ending with what the screen is for."""
        *way, last = super().get_breadcrumbs_items()
        return [*way, {**last, "label": self.page_title}]

    def save_instance(self) -> Any:
        """Make the account, leave the mail to the worker, say which roles wait."""
        user = super().save_instance()
        account_mail.queue_link(user, invited_by=find_full_name(self.request.user))
        audit.record("staff.invited", user=self.request.user, instance=user)
        tell_waiting(self.request, self.form.waiting)
        return user


def find_full_name(user: Any) -> str:
    """Return what an invitation calls who invites."""
    return user.get_full_name() or user.get_username()


class ChangeView(EditView):
    """The screen that changes an account; it deletes none."""

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the way to sessions, a link for a new password, and leaving."""
        url = reverse("colleagues:show", args=[self.object.pk])
        return [HeaderButton(_("Sessions, password, leaving"), url, icon_name="user")]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Set the screen up without a button that deletes."""
        super().setup(request, *args, **kwargs)
        self.can_delete = False

    def save_instance(self) -> Any:
        """Save it and say which roles wait."""
        user = super().save_instance()
        tell_waiting(self.request, self.form.waiting)
        return user


class NoDeletionView(generic.DeleteView):
    """The address where Wagtail deletes an account: leads to where a colleague leaves."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead there with a sentence."""
        messages.info(request, NEVER_DELETED)
        return redirect("colleagues:show", self.kwargs["pk"])


NEVER_DELETED = _(
    "Accounts are not deleted, because the audit names them. Enter here that the colleague leaves."
)


class ClinicUserViewSet(UserViewSet):
    """The screens of accounts, with our two forms."""

    index_view_class = PeopleView
    add_view_class = InviteView
    edit_view_class = ChangeView
    delete_view_class = NoDeletionView
    # A copy of an account is another way to make one, without an invitation: it began with the original itself.
    copy_view_enabled = False
    create_template_name = "admin/people/invite.html"

    def get_form_class(self, for_update: bool = False) -> type:
        """Return the form for a new account or an existing one."""
        return ChangeForm if for_update else InvitationForm


def list_rights_in_places(group: Any) -> set[str]:
    """Return what a role may do with pages and files, each right with the number of the place."""
    pages = group.page_permissions.values_list("permission__codename", "page_id")
    files = group.collection_permissions.values_list("permission__codename", "collection_id")
    found = {f"{code} on page {place}" for code, place in pages}
    return found | {f"{code} in collection {place}" for code, place in files}


class PlacesMixin:
    """Puts on record which rights over pages and files a role got or lost: they are stored without a signal."""

    request: HttpRequest
    object: Any

    def process_form(self) -> HttpResponse:
        """Save the role and compare."""
        before = list_rights_in_places(self.object) if self.object.pk else set()
        response = super().process_form()  # type: ignore[misc]
        after = list_rights_in_places(self.object) if self.object.pk else set()
        for state, rights in (("added", after - before), ("removed", before - after)):
            if rights:
                audit.record(
                    "staff.role_rights",
                    user=self.request.user,
                    instance=self.object,
                    data={
                        "state": state,
                        "rights": sorted(rights),
                        "roles": [self.object.name],
                    },
                )
        return response


class NewRoleView(PlacesMixin, GroupCreateView):
    """The screen that makes a role."""


class ChangeRoleView(PlacesMixin, GroupEditView):
    """The screen that changes a role."""


class ClinicGroupViewSet(GroupViewSet):
    """The screens of roles: list, making, changing."""

    add_view_class = NewRoleView
    edit_view_class = ChangeRoleView

    def get_form_class(self, for_update: bool = False) -> type:
        """Return the form that keeps rights around requests where they are."""
        return ClinicGroupForm


# --- Several at once ----------------------------------------------------------------------------
class GiveRole(AssignRoleBulkAction):
    """Giving several people a role: one that reads requests or approves pages waits for a manager."""

    @classmethod
    def execute_action(
        cls, objects: list, role: Any = None, **kwargs: Any
    ) -> tuple[int, int] | None:
        """Give it; people who may not have it from who acts are noted as waiting."""
        if role is None:
            return None
        by = get_active_log_context().user
        for user in objects:
            giving.give_roles(user, [role], by)
        return len(objects), 0

    def get_actionable_objects(self) -> tuple[list, dict]:
        """Leave out oneself where a manager confirms the role."""
        objects, without = super().get_actionable_objects()
        role = self.cleaned_form.cleaned_data["role"] if self.cleaned_form else None
        if role is not None and giving.select_confirmed([role]):
            objects = [user for user in objects if user.pk != self.request.user.pk]
        return objects, without

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Say what happened, also that the role may wait."""
        role = self.cleaned_form.cleaned_data["role"]
        said = super().get_success_message(num_parent_objects, num_child_objects)
        if giving.select_confirmed([role]) and not giving.may_confirm(self.request.user):
            return f"{said}. {gettext('It takes effect when a manager confirms it.')}"
        return said


class NeverDelete(DeleteBulkAction):
    """Deleting several accounts at once: refused for each of them."""

    def check_perm(self, obj: Any) -> bool:
        """Refuse it to everybody, whatever their rights."""
        return False


class SetActivity(SetActiveStateBulkAction):
    """Activating and deactivating several accounts, each one as the single form does it."""

    @classmethod
    def execute_action(
        cls, objects: list, mark_as_active: bool = False, model: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        """Save each account, so that its sessions end and the audit says so; the last manager stays."""
        by = kwargs.get("user")
        count = 0
        for user in objects:
            stays = not mark_as_active and giving.is_last_manager(user)
            if user.is_active != mark_as_active and not stays and (by is None or user.pk != by.pk):
                user.is_active = mark_as_active
                user.save(update_fields=["is_active"])
                count += 1
        return count, 0


def write_count(count: int) -> str:
    """Return 'One request' or so many, for a sentence."""
    return ngettext("%(n)d request", "%(n)d requests", count) % {"n": count}
