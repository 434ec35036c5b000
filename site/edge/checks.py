"""What `check --deploy` says of a live site before visitors do."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError
from django.http.request import validate_host

from infra.addresses.hosts import is_local, is_sample

# Google's public pair for tests: it lets everybody through.
# Source: reCAPTCHA FAQ, 'I'd like to run automated tests with reCAPTCHA'.
TEST_KEYS = (
    "6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI",
    "6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe",
)


@register(Tags.security, deploy=True)
def check_recaptcha(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The keys are real ones and come as a pair, or there are none."""
    keys = (settings.RECAPTCHA_PUBLIC_KEY, settings.RECAPTCHA_PRIVATE_KEY)
    if any(key in TEST_KEYS for key in keys):
        return [
            Error(
                "The reCAPTCHA keys are Google's test keys, which let everybody through.",
                hint="Set RECAPTCHA_PUBLIC_KEY and RECAPTCHA_PRIVATE_KEY to your own, or leave both empty.",
                id="edge.E001",
            )
        ]
    if bool(keys[0]) != bool(keys[1]):
        return [
            Error(
                "Only one of the two reCAPTCHA keys is set.",
                hint="Set RECAPTCHA_PUBLIC_KEY and RECAPTCHA_PRIVATE_KEY, or neither.",
                id="edge.E002",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def check_people(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whoever may read requests needs a second factor, and somebody is told of errors."""
    found: list[CheckMessage] = []
    if settings.SECOND_FACTOR != "required":
        found.append(
            Warning(
                "People who may read requests can sign in without a second factor.",
                hint="Set SECOND_FACTOR=required.",
                id="edge.W001",
            )
        )
    if not settings.ADMINS:
        found.append(
            Warning(
                "Nobody is told of errors.",
                hint="Set ADMINS to one or more e-mail addresses, separated by commas.",
                id="edge.W002",
            )
        )
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        found.append(
            Warning(
                "Mail is sent from an address that nobody can answer.",
                hint="Set DEFAULT_FROM_EMAIL to an address of the clinic's own domain.",
                id="edge.W003",
            )
        )
    return found


@register(Tags.security, deploy=True)
def check_addresses(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The site knows its own address, and search engines are not shut out by mistake."""
    found: list[CheckMessage] = []
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""
    if not validate_host(host, settings.ALLOWED_HOSTS):
        found.append(
            Error(
                f"WAGTAILADMIN_BASE_URL names the host '{host}', which ALLOWED_HOSTS does not allow.",
                hint="Links in mails to staff would lead nowhere. Make the two agree.",
                id="edge.E003",
            )
        )
    if is_local(host):
        found.append(
            Error(
                f"WAGTAILADMIN_BASE_URL names '{host}', which only this machine knows.",
                hint="Set it to the https:// address under which visitors find the site.",
                id="edge.E005",
            )
        )
    if settings.REFUSE_ROBOTS:
        found.append(
            Warning(
                "Search engines are asked to stay away from the whole site.",
                hint="Right for a copy to try things out. On the live site unset REFUSE_ROBOTS.",
                id="edge.W004",
            )
        )
    return [*found, *_check_site()]


@register(Tags.security, deploy=True)
def check_proxies(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Each visitor counts as their own address: what listens on this machine alone has a proxy before it."""
    host = settings.BIND.rpartition(":")[0].strip("[]")
    local = host in ("localhost", "::1", "unix") or host.startswith("127.")
    if settings.TRUSTED_PROXIES > 0 or not local:
        return []
    return [
        Error(
            f"The application listens on this machine alone ({settings.BIND}) and believes no proxy.",
            hint=(
                "All visitors would be one address, and twenty wrong sign-ins would stop everybody's. "
                "Set TRUSTED_PROXIES to the number of your proxies: 1 behind nginx."
            ),
            id="edge.E006",
        )
    ]


def _check_site() -> list[CheckMessage]:
    """Each site of the CMS has an address that the world can reach and this machine answers."""
    from wagtail.models import Site

    try:
        hosts = list(Site.objects.order_by("pk").values_list("hostname", flat=True))
    except DatabaseError:
        return []  # nothing migrated yet
    return [message for host in hosts for message in _check_host(host)]


def _check_host(host: str) -> list[CheckMessage]:
    hint = "Pages name that address to search engines. Set it in the admin under Settings, Sites."
    said = f"The CMS believes that the site is at '{host}'"
    if is_local(host):
        return [Error(f"{said}, which only this machine knows.", hint=hint, id="edge.E004")]
    if is_sample(host):
        return [Error(f"{said}, a name for examples only.", hint=hint, id="edge.E004")]
    if not validate_host(host, settings.ALLOWED_HOSTS):
        return [Warning(f"{said}.", hint=hint, id="edge.W005")]
    return []
