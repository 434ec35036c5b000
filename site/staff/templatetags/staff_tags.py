"""What the staff's own pages use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template

from clinic.models import ClinicSettings
from staff import access
from staff.sign_in.accounts import clinic_name

register = template.Library()


@dataclass(frozen=True)
class Face:
    """How the clinic shows itself to its staff."""

    name: str
    phone: str = ""


@register.simple_tag
def clinic_face() -> Face:
    """Return the clinic's name, read from the settings without ever writing a row."""
    clinic = ClinicSettings.objects.filter(site__is_default_site=True).only("phone").first()
    return Face(clinic_name(), clinic.phone if clinic else "")


@register.simple_tag
def may(user: Any, permission: str) -> bool:
    """Tell a template whether `user` holds a permission of `staff.access`, by its short name."""
    return access.may(user, getattr(access, permission.upper()))
