"""What the staff's own pages use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse

from clinic.models import ClinicSettings
from staff import access
from staff.guide.pictures import read_pictures
from staff.guide.screen_help import find_help
from staff.sign_in.accounts import clinic_name

register = template.Library()


@dataclass(frozen=True)
class AccountFace:
    """How the clinic shows itself to its staff."""

    name: str
    phone: str = ""


@register.simple_tag
def clinic_face() -> AccountFace:
    """Return the clinic's name, read from the settings without ever writing a row."""
    clinic = ClinicSettings.objects.filter(site__is_default_site=True).only("phone").first()
    return AccountFace(clinic_name(), clinic.phone if clinic else "")


@register.simple_tag(takes_context=True)
def screen_help(context: Any) -> str:
    """Return the address of the part of the guide that helps at this screen; '' where there is none."""
    request = context.get("request")
    return find_help(request) if request is not None else ""


@register.inclusion_tag("admin/guide_picture.html")
def guide_picture(name: str) -> dict[str, Any]:
    """Show the picture of a how-to."""
    return {"name": name, "picture": read_pictures()[name]}


@register.simple_tag
def may(user: Any, permission: str) -> bool:
    """Tell a template whether `user` holds a permission of `staff.access`, by its short name."""
    return access.may(user, getattr(access, permission.upper()))


@register.simple_tag
def single_sign_on() -> dict[str, str] | None:
    """Return address and name of the single sign-on, or None where there is none."""
    if not settings.OIDC_SERVER:
        return None
    url = reverse("openid_connect_login", kwargs={"provider_id": "sso"})
    return {"url": url, "name": settings.OIDC_NAME}
