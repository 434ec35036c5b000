"""What of the sample still stands in the settings, for the list of what to do before the launch."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from clinic.models import ClinicSettings
from desk.launch import Task, find_settings_url, register_launch_check

from . import clinic


@register_launch_check
def check_sample_name() -> Iterator[Task]:
    """Ask for the clinic's own name while it is the sample's."""
    if ClinicSettings.objects.filter(site__is_default_site=True, name=clinic.NAME).exists():
        yield Task(
            _("Write the clinic's own name: it is still called ‘%(name)s’.")
            % {"name": clinic.NAME},
            find_settings_url(),
        )
