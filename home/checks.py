"""What `check --deploy` says of a live site's pages."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning, register
from django.db import DatabaseError

from .models import HomePage, StandardPage


@register(deploy=True)
def check_privacy_notice(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A clinic's site links its Notice of Privacy Practices: 45 CFR 164.520(c)(3)."""
    wanted = StandardPage.Purpose.PRIVACY_PRACTICES
    try:
        begun = HomePage.objects.exists()
        there = StandardPage.objects.live().filter(purpose=wanted).exists()
    except DatabaseError:
        return []  # nothing migrated yet
    if there or not begun:
        return []
    return [
        Warning(
            "The site has no Notice of Privacy Practices.",
            hint="Publish a standard page with the purpose 'Notice of Privacy Practices' and link "
            "it in the legal menu. HIPAA asks for it (45 CFR 164.520(c)(3)).",
            id="home.W001",
        )
    ]
