"""The forms of accounts: inviting, changing, roles. None of them sets a password or makes a superuser."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.text import get_text_list, slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import NameEmailForm
from wagtail.log_actions import get_active_log_context
from wagtail.users.forms import GroupForm, UserCreationForm, UserEditForm

from staff import roles
from staff.people import giving

User = get_user_model()

TAKEN = _("Another account has this e-mail already.")


def refuse_taken(login: str, own: int | None, said: Any = TAKEN) -> str:
    """Return a user name or an e-mail; raise ValidationError (`said`) where it signs in to another account than `own`."""
    others = User.objects.filter(Q(email__iexact=login) | Q(username__iexact=login))
    if own is not None:
        others = others.exclude(pk=own)
    if login and others.exists():
        raise forms.ValidationError(said)
    return login


class OwnAccountForm(NameEmailForm):
    """One's own name and e-mail. With a colleague's e-mail one would stand before them at the door."""

    def clean_email(self) -> str:
        """Return the e-mail; refuse one that another account has."""
        return refuse_taken(self.cleaned_data["email"].strip(), self.instance.pk)


class RolesMixin:
    """Roles that read requests or approve pages wait for a manager; an e-mail belongs to one account."""

    fields: dict[str, Any]
    cleaned_data: dict[str, Any]
    instance: Any
    changed_data: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Superusers are made on the command line alone.
        self.fields.pop("is_superuser", None)
        self.waiting: list[Group] = []
        field = self.fields["groups"]
        field.label = _("Roles")
        field.help_text = _(
            "What each role may do stands in the editor guide under ‘Roles’. A role that reads requests or approves "
            "pages takes effect when a manager confirms it."
        )

    def clean_email(self) -> str:
        """Return the e-mail; refuse one that another account has: it signs in and sets passwords."""
        return refuse_taken(self.cleaned_data["email"].strip(), self.instance.pk)

    def save(self, commit: bool = True) -> Any:
        """Save the account; note the roles that must wait in `waiting`."""
        actor = get_active_log_context().user
        chosen = list(self.cleaned_data["groups"])
        held = set(self.instance.groups.all()) if self.instance.pk else set()
        new = [group for group in chosen if group not in held]
        may = giving.may_give(actor, self.instance)
        self.waiting = [] if may else giving.select_confirmed(new)
        lost = set(self.waiting) | self._list_lost_roles(held, may)
        self.cleaned_data["groups"] = [group for group in chosen if group not in lost]
        user = super().save(commit=commit)  # type: ignore[misc]
        giving.let_wait(user, self.waiting, actor)
        return user

    def _list_lost_roles(self, held: set[Group], may: bool) -> set[Group]:
        """Return the roles that saving the account itself takes away: with another address, or deactivated."""
        ended = not self.cleaned_data.get("is_active", True)
        moved = (
            "email" in self.changed_data and not may and not getattr(self, "_editing_self", False)
        )
        return set(giving.select_confirmed(held)) if ended or moved else set()


class InvitationForm(RolesMixin, UserCreationForm):
    """Inviting a colleague: an address, a name, a role. The mail's link sets the password."""

    name = forms.CharField(label=_("Name"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for made_here in ("username", "first_name", "last_name"):
            self.fields.pop(made_here)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].help_text = _("The invitation goes there.")
        self.fields["groups"].required = True
        self.fields["groups"].error_messages["required"] = _("Choose at least one role.")
        self.order_fields(["email", "name", "groups"])

    def save(self, commit: bool = True) -> Any:
        """Make the account, without a password that anybody knows."""
        first, _space, last = self.cleaned_data["name"].strip().partition(" ")
        self.instance.first_name, self.instance.last_name = first[:150], last[:150]
        self.instance.username = find_free_username(self.cleaned_data["email"])
        self.instance.set_unusable_password()
        return super().save(commit=commit)


def find_free_username(email: str) -> str:
    """Return a user name made of an e-mail's first part that nobody has."""
    base = slugify(email.partition("@")[0].replace(".", "-"))[:100] or "colleague"
    taken = set(User.objects.filter(username__istartswith=base).values_list("username", flat=True))
    lower = {name.casefold() for name in taken}
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(lower) + 2))
    return next(name for name in numbered if name.casefold() not in lower)


class ChangeForm(RolesMixin, UserEditForm):
    """Changing an account. Whoever answers for requests alone keeps the role, the account and the address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._editing_self = kwargs.get("editing_self", False)
        super().__init__(*args, **kwargs)
        waits = [row.group.name for row in self.instance.waiting_roles.select_related("group")]
        if waits:
            self.fields["groups"].help_text = _("Waiting for a manager: %(roles)s.") % {
                "roles": get_text_list(waits, _("and"))
            }
        if not self._editing_self and giving.select_confirmed(self.instance.groups.all()):
            self.fields["email"].help_text = _(
                "This account reads requests or approves pages. With another e-mail its role waits until a manager "
                "confirms it."
            )

    def clean_username(self) -> str:
        """Return the user name; refuse a colleague's e-mail, which signs in as well."""
        said = _("Another account has this user name or e-mail already.")
        return refuse_taken(self.cleaned_data["username"], self.instance.pk, said)

    def clean_groups(self) -> Any:
        """Refuse a role that opens requests on one's own account, and taking the last manager's."""
        groups = self.cleaned_data["groups"]
        held = set(self.instance.groups.all())
        if self._editing_self and (
            own := giving.select_opening(g for g in groups if g not in held)
        ):
            raise forms.ValidationError(
                _(
                    "You can't give yourself the role ‘%(role)s’, because it reads requests. "
                    "Ask another administrator, or use emergency access."
                )
                % {"role": own[0].name}
            )
        if self._editing_self and (
            own := giving.select_approving(g for g in groups if g not in held)
        ):
            raise forms.ValidationError(
                _(
                    "You can't make yourself a clinical reviewer (‘%(role)s’). Ask another administrator."
                )
                % {"role": own[0].name}
            )
        lost = [group for group in held if group not in groups]
        if giving.select_opening(lost) and giving.is_last_manager(self.instance):
            raise forms.ValidationError(LAST)
        return groups

    def clean_is_active(self) -> bool:
        """Refuse to deactivate the last manager."""
        active = self.cleaned_data["is_active"]
        if not active and giving.is_last_manager(self.instance):
            raise forms.ValidationError(LAST)
        return active

    def clean_email(self) -> str:
        """Refuse another e-mail for the last manager: nobody could confirm the role again."""
        email = super().clean_email()
        moved = email != self.instance.email and not self._editing_self
        by = get_active_log_context().user
        if (
            moved
            and giving.is_last_manager(self.instance)
            and not giving.may_give(by, self.instance)
        ):
            raise forms.ValidationError(LAST)
        return email


LAST = _(
    "This is the only account that answers for requests. Let it confirm another manager first, or let the person "
    "change the e-mail under their own account."
)


class ClinicGroupForm(GroupForm):
    """A role's form: the software's own roles keep their names, and rights around requests stay where they are."""

    def clean_name(self) -> str:
        """Refuse to rename one of the five roles: the next update would give their rights to another one."""
        name = super().clean_name()
        ours = {role.name for role in roles.ROLES}
        if self.instance.pk and self.instance.name in ours and name != self.instance.name:
            raise forms.ValidationError(_("This role belongs to the software and keeps its name."))
        return name

    def clean_permissions(self) -> Any:
        """Return what was chosen, with the rights that the form does not show: they are not taken away meanwhile."""
        chosen = self.cleaned_data["permissions"]
        if self.instance.pk is None:
            return chosen
        unseen = self.instance.permissions.exclude(pk__in=self.registered_permissions)
        return Permission.objects.filter(
            pk__in=[*chosen.values_list("pk", flat=True), *unseen.values_list("pk", flat=True)]
        )
