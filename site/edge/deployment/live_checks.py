"""What `check --deploy` says of the variables of a live site: processes, mail, proxies, people's time."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from infra.addresses.hosts import is_local

# A quarter of an hour to half a day: less is no emergency access, more is no emergency.
LONGEST_GLASS = 8 * 60
LONGEST_IDLE = 120


@register(Tags.security, deploy=True)
def check_shared_cache(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Several processes share one cache, or each counts limits for itself."""
    if settings.REDIS_URL or settings.WEB_PROCESSES < 2:
        return []
    return [
        Warning(
            f"{settings.WEB_PROCESSES} web processes run without a shared cache: each counts limits of requests for "
            "itself, so that they hold less than they say, and each makes what the other has ready.",
            hint="Set REDIS_URL, or WEB_CONCURRENCY=1.",
            id="edge.W006",
        )
    ]


@register(Tags.security, deploy=True)
def check_mail(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Mail leaves this machine under TLS: a notice says that somebody wrote to a clinic."""
    if settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL or is_local(settings.EMAIL_HOST or ""):
        return []
    if not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
        return []
    return [
        Error(
            f"Mail goes to {settings.EMAIL_HOST} without TLS: everybody on the way reads the receipts and password links.",
            hint="Set EMAIL_URL to smtp+tls://… (port 587) or smtp+ssl://… (port 465).",
            id="edge.E007",
        )
    ]


@register(Tags.security, deploy=True)
def check_tls_has_a_proxy(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The application speaks no TLS itself: where it sends visitors to https, a proxy stands before it."""
    if settings.TRUSTED_PROXIES > 0 or not settings.SECURE_SSL_REDIRECT:
        return []
    return [
        Error(
            "TRUSTED_PROXIES is 0, and visitors are sent to https: what ends TLS before the application is a proxy.",
            hint=(
                "Nobody would get further than a redirect, and all visitors would be one address. "
                "Set TRUSTED_PROXIES to the number of your proxies: 1 behind nginx."
            ),
            id="edge.E008",
        )
    ]


@register(Tags.security, deploy=True)
def check_times(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whoever leaves the desk is signed out, and an emergency ends."""
    found: list[CheckMessage] = []
    if not 1 <= settings.STAFF_IDLE_MINUTES <= LONGEST_IDLE:
        found.append(
            Warning(
                f"Nobody is signed out who leaves the desk (STAFF_IDLE_MINUTES={settings.STAFF_IDLE_MINUTES}).",
                hint=f"Set it to 30, and at most to {LONGEST_IDLE} (45 CFR 164.312(a)(2)(iii), automatic logoff).",
                id="edge.W007",
            )
        )
    if not 1 <= settings.BREAK_GLASS_MINUTES <= LONGEST_GLASS:
        found.append(
            Warning(
                f"Emergency access to requests lasts {settings.BREAK_GLASS_MINUTES} minutes: that is no emergency.",
                hint=f"Set BREAK_GLASS_MINUTES to 60, and at most to {LONGEST_GLASS}.",
                id="edge.W008",
            )
        )
    return found


@register(Tags.security, deploy=True)
def check_files(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Uploads are served by nginx or a bucket, not by a process that answers visitors."""
    if not settings.SERVE_MEDIA:
        return []
    return [
        Warning(
            "The application itself serves /media/ (SERVE_MEDIA): each picture keeps a thread from visitors.",
            hint="Unset SERVE_MEDIA; nginx (deploy/nginx.conf) or S3_BUCKET serves pictures. Documents are not affected.",
            id="edge.W009",
        )
    ]


@register(Tags.security, deploy=True)
def check_wildcards(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Hosts and origins are named one by one: a wildcard trusts whoever gets a subdomain."""
    found: list[CheckMessage] = []
    for origin in settings.CSRF_TRUSTED_ORIGINS:
        if "*" in origin:
            found.append(
                Error(
                    f"CSRF_TRUSTED_ORIGINS trusts a wildcard ({origin}).",
                    hint="Name each origin, https:// included; most sites need none.",
                    id="edge.E009",
                )
            )
        elif urlsplit(origin).scheme != "https":
            found.append(
                Error(
                    f"CSRF_TRUSTED_ORIGINS trusts an origin without TLS ({origin}).",
                    hint="Write it with https://, or take it out.",
                    id="edge.E010",
                )
            )
    wild = [host for host in settings.ALLOWED_HOSTS if "*" in host or host.startswith(".")]
    if wild:
        found.append(
            Warning(
                f"ALLOWED_HOSTS answers for every subdomain ({', '.join(wild)}).",
                hint="Name each host of the site.",
                id="edge.W010",
            )
        )
    return found
