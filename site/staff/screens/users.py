"""Accounts in the admin: Wagtail's own, with two doors closed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from staff import access


class NoSuperuserMixin:
    """Roles say what a person may do; the superuser flag is set on the command line alone."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("is_superuser", None)
        if "groups" in self.fields:
            self.fields["groups"].label = _("Roles")
            self.fields["groups"].help_text = _(
                "What each role may do stands in the editor guide under ‘Roles’."
            )


class ClinicUserCreationForm(NoSuperuserMixin, UserCreationForm):
    """The form that makes an account; it makes no superuser."""


class ClinicUserEditForm(NoSuperuserMixin, UserEditForm):
    """Changing an account. Nobody gives themselves a role that reads requests."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._editing_self = kwargs.get("editing_self", False)
        super().__init__(*args, **kwargs)

    def clean_groups(self) -> Any:
        """Refuse a role that opens requests on one's own account."""
        groups = self.cleaned_data["groups"]
        if self._editing_self:
            has = set(self.instance.groups.values_list("pk", flat=True))
            for group in groups:
                if group.pk not in has and access.opens_requests(group):
                    self.add_error(
                        "groups",
                        _(
                            "You can't give yourself the role ‘%(role)s’, because it reads requests. "
                            "Ask another administrator, or use emergency access."
                        )
                        % {"role": group.name},
                    )
                    return Group.objects.filter(pk__in=has)
        return groups


class ClinicUserViewSet(UserViewSet):
    """The screens of accounts, with our two forms."""

    def get_form_class(self, for_update: bool = False) -> type:
        """Return the form for a new account or an existing one."""
        return ClinicUserEditForm if for_update else ClinicUserCreationForm
