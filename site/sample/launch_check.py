"""What of the sample still stands, and what only this app can ask of others, for the list of what to do before the launch."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from backups.state import backup_state
from clinic.models import ClinicSettings
from desk.launch import (
    Task,
    find_settings_url,
    holds_any,
    link_screen,
    point_at,
    register_launch_check,
)
from staff import access

from . import clinic
from .checks import list_sample_notices


@register_launch_check
def check_sample_name() -> Iterator[Task]:
    """Ask for the clinic's own name while it is the sample's."""
    if ClinicSettings.objects.filter(site__is_default_site=True, name=clinic.NAME).exists():
        yield Task(
            _("Write the clinic's own name: it is still called ‘%(name)s’.")
            % {"name": clinic.NAME},
            point_at(find_settings_url(), "name"),
        )


@register_launch_check
def check_sample_notices() -> Iterator[Task]:
    """Ask for the clinic's own text of each notice that the law wants and that is a sample still."""
    for page in list_sample_notices():
        yield Task(
            _("Put your own text into ‘%(title)s’: it still is a sample.") % {"title": page.title},
            link_screen("wagtailadmin_pages:edit", page.pk),
        )


@register_launch_check
def check_backups() -> Iterator[Task]:
    """Ask for a first backup. Later ones are watched by the dashboard's own panel."""
    if backup_state().last_backup is None:
        yield Task(
            _("Have backups set up: none has been made yet. Whoever runs the server does it."),
            f"{link_screen('wagtailadmin_home')}#backup-heading",
            opens_for=holds_any(access.AUDIT),
        )
