"""What is left to do about staff, forms and mail before the launch."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forms.pages.form_page import FormPage
from forms.requests.models import Delivery, RequestSettings, Submission
from infra.addresses.hosts import is_sample
from review.models import Reviewer
from staff import access
from staff.sign_in import doors

from .launch import Task, holds_any, link_screen, register_launch_check


@register_launch_check
def check_accounts() -> Iterator[Task]:
    """Accounts without a second factor, and a site on which nobody can approve."""
    users = get_user_model().objects.filter(is_active=True)
    safe = Authenticator.objects.filter(type__in=doors.SECOND_FACTORS).values("user_id")
    bare = users.exclude(pk__in=safe).count()
    if bare:
        yield Task(
            ngettext(
                "%(count)s account has no second factor yet. Each person sets it up at ‘Second factor’.",
                "%(count)s accounts have no second factor yet. Each person sets it up at ‘Second factor’.",
                bare,
            )
            % {"count": bare},
            link_screen("mfa_index"),
        )
    if not Reviewer.objects.filter(user__is_active=True).exists():
        yield Task(
            _("Say which account belongs to which clinician: nobody can approve pages yet."),
            link_screen("reviewers:add"),
            opens_for=holds_any("review.change_reviewer"),
        )


@register_launch_check
def check_forms() -> Iterator[Task]:
    """Forms that nobody ever sent."""
    sent = Exists(Submission.objects.filter(page=OuterRef("pk")))
    for form in FormPage.objects.live().filter(~sent).order_by("title"):
        yield Task(
            _("Send the form ‘%(title)s’ once yourself and find the request in the inbox.")
            % {"title": form.title},
            form.full_url or "",
        )


@register_launch_check
def check_mail() -> Iterator[Task]:
    """Nobody who is told, an address that leads nowhere, or mail that was never proven."""
    settings = RequestSettings.objects.filter(site__is_default_site=True).first()
    addresses = settings.notify_addresses if settings else []
    url = link_screen("wagtailsettings:edit", "clinic_forms", "requestsettings", query="#id_notify")
    if not addresses or any(is_sample(address.rpartition("@")[2]) for address in addresses):
        yield Task(
            _("Say who of the clinic is told by mail of a new request."),
            url,
            opens_for=holds_any("clinic_forms.change_requestsettings"),
        )
    if not Delivery.objects.filter(state=Delivery.State.SENT).exists():
        yield Task(
            _("Send yourself a test mail: no mail has left this site yet."),
            f"{link_screen('wagtailadmin_home')}#test-mail",
            opens_for=holds_any(access.WORK, access.AUDIT),
        )
