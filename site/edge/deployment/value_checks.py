"""What `check --deploy` says of values that are set, and unsafe: times, secrets, folders, ways between machines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from infra.addresses.hosts import is_local

# A working day and its night; half a year of HSTS, the least that browsers' lists take seriously.
LONGEST_SESSION = 24 * 3600
SHORTEST_HSTS = 15_552_000
SHORTEST_TOKEN = 20
LONGEST_MAIL = 60
MOST_PROXIES = 3
LONGEST_KEPT = 3600
SAFE_TLS = ("require", "verify-ca", "verify-full")
SAFE_ACLS = ("public-read", "private", None)


@register(Tags.security, deploy=True)
def check_sessions_and_secrets(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Sessions end within a day, browsers remember TLS for half a year, and nobody guesses the monitoring's token."""
    found: list[CheckMessage] = []
    if not 0 < settings.SESSION_COOKIE_AGE <= LONGEST_SESSION:
        found.append(
            Warning(
                f"A sign-in lasts {settings.SESSION_COOKIE_AGE // 3600} hours (STAFF_SESSION_HOURS).",
                hint="Set STAFF_SESSION_HOURS to 12, and at most to 24: a stolen session ends by itself then.",
                id="edge.W011",
            )
        )
    if settings.SECURE_HSTS_SECONDS < SHORTEST_HSTS:
        found.append(
            Warning(
                f"Browsers remember for {settings.SECURE_HSTS_SECONDS} seconds only that the site speaks TLS.",
                hint="Unset SECURE_HSTS_SECONDS (a year), unless you are about to give TLS up.",
                id="edge.W012",
            )
        )
    if settings.HEALTH_TOKEN and len(settings.HEALTH_TOKEN) < SHORTEST_TOKEN:
        found.append(
            Warning(
                "HEALTH_TOKEN can be guessed, and it opens what the machine tells of itself.",
                hint='Make one: python3 -c "import secrets; print(secrets.token_urlsafe(24))". Or leave it empty.',
                id="edge.W013",
            )
        )
    return found


@register(Tags.security, deploy=True)
def check_ways_between_machines(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What goes to a database, a cache or a bucket on another machine goes under TLS."""
    found: list[CheckMessage] = []
    database = settings.DATABASES["default"]
    host, options = database.get("HOST") or "", database.get("OPTIONS", {})
    on_socket = host.startswith("/")
    if not (on_socket or is_local(host)) and options.get("sslmode") not in SAFE_TLS:
        found.append(
            Error(
                f"The database at {host} is spoken to without TLS being asked for.",
                hint="Add ?sslmode=verify-full (or at least require) to DATABASE_URL.",
                id="edge.E011",
            )
        )
    redis = urlsplit(settings.REDIS_URL)
    asks = redis.scheme in ("rediss", "unix") or parse_qs(redis.query).get("ssl") == ["true"]
    if redis.hostname and not is_local(redis.hostname) and not asks:
        found.append(
            Error(
                f"Redis at {redis.hostname} is spoken to without TLS.",
                hint="Begin REDIS_URL with rediss://, or run Redis on this machine.",
                id="edge.E012",
            )
        )
    endpoint = _find_bucket().get("endpoint_url") or ""
    if urlsplit(endpoint).scheme == "http" and not is_local(urlsplit(endpoint).hostname or ""):
        found.append(
            Error(
                "Documents travel to the bucket without TLS (S3_ENDPOINT).",
                hint="Begin S3_ENDPOINT with https://.",
                id="edge.E013",
            )
        )
    return found


@register(Tags.security, deploy=True)
def check_folders(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Backups, their key and imported files lie where no web server hands them out, and not in one place."""
    found: list[CheckMessage] = []
    handed_out = [Path(settings.MEDIA_ROOT), Path(settings.STATIC_ROOT)]
    for name in ("BACKUP_DIR", "MOVING_IN_ROOT", "BACKUP_IDENTITY_FILE"):
        value = getattr(settings, name, "")
        if value and any(_lies_in(value, folder) for folder in handed_out):
            found.append(
                Error(
                    f"{name} lies in a folder that is handed out to visitors ({value}).",
                    hint=f"Put {name} outside MEDIA_ROOT and STATIC_ROOT.",
                    id="edge.E014",
                )
            )
    if (
        settings.BACKUP_DIR
        and settings.BACKUP_IDENTITY_FILE
        and _lies_in(settings.BACKUP_IDENTITY_FILE, Path(settings.BACKUP_DIR))
    ):
        found.append(
            Error(
                "The key that opens the backups lies beside them (BACKUP_IDENTITY_FILE in BACKUP_DIR).",
                hint="Keep it in the safe, or at least in a folder that is copied nowhere.",
                id="edge.E015",
            )
        )
    copy_to = settings.BACKUP_COPY_TO
    if (
        copy_to.startswith("/")
        and settings.BACKUP_DIR
        and _lies_in(copy_to, Path(settings.BACKUP_DIR))
    ):
        found.append(
            Warning(
                "Backups are copied into their own folder (BACKUP_COPY_TO): that disk takes both along.",
                hint="Name an rclone remote (offsite:clinic), or a folder on another disk.",
                id="edge.W014",
            )
        )
    return found


@register(Tags.security, deploy=True)
def check_bucket(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Nobody but the application writes into the bucket."""
    acl = _find_bucket().get("default_acl")
    if acl in SAFE_ACLS:
        return []
    return [
        Error(
            f"S3_PICTURES_ACL={acl} lets strangers do more than look at pictures.",
            hint="Set it to public-read, or to none where the bucket's policy opens public/.",
            id="edge.E016",
        )
    ]


@register(Tags.security, deploy=True)
def check_odd_numbers(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Proxies, mail and kept pages have values that a clinic's site can have."""
    odd = (
        (
            settings.TRUSTED_PROXIES > MOST_PROXIES or settings.TRUSTED_PROXIES < 0,
            f"TRUSTED_PROXIES={settings.TRUSTED_PROXIES}: an address that a visitor wrote would be believed.",
            "Set it to the number of your own proxies: 1 behind nginx, 2 with a CDN before it.",
            "edge.W015",
        ),
        (
            settings.TRUSTED_PROXIES == 0 and not settings.SECURE_SSL_REDIRECT,
            "Visitors speak to the application itself: forty that send a letter a second keep all its threads.",
            "Put nginx (deploy/nginx.conf), or another proxy that waits for whole requests, before it.",
            "edge.W020",
        ),
        (
            not 1 <= (settings.EMAIL_TIMEOUT or 0) <= LONGEST_MAIL,
            f"EMAIL_TIMEOUT={settings.EMAIL_TIMEOUT}: a mail server that says nothing holds all mails up.",
            "Unset it, or set it to 10.",
            "edge.W016",
        ),
        (
            settings.PROXY_CACHE_SECONDS > LONGEST_KEPT,
            f"Others may show pages for {settings.PROXY_CACHE_SECONDS} seconds without asking (PROXY_CACHE_SECONDS).",
            "Set it to 5: a corrected dose or number is read that much later.",
            "edge.W018",
        ),
    )
    return _warn_of(odd)


@register(Tags.security, deploy=True)
def check_what_is_told(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Somebody hears of errors, and the log says no more than it must."""
    return _warn_of(
        (
            (
                _find_level() in ("DEBUG", "NOTSET"),
                "LOG_LEVEL=DEBUG: libraries write what passes through them into the log.",
                "Set LOG_LEVEL to WARNING or INFO.",
                "edge.W017",
            ),
            (
                any("@" not in address for _name, address in settings.ADMINS),
                "ADMINS names something that is no e-mail address: nobody is told of errors there.",
                "Write addresses, separated by commas.",
                "edge.W019",
            ),
        )
    )


def _warn_of(odd: Iterable[tuple[bool, str, str, str]]) -> list[CheckMessage]:
    """Return a warning for each that holds: whether, what is wrong, what to do, its id."""
    return [Warning(said, hint=hint, id=name) for holds, said, hint, name in odd if holds]


def _lies_in(path: Any, folder: Path) -> bool:
    return Path(path).resolve().is_relative_to(folder.resolve())


def _find_level() -> str:
    """Return from which level on everything is logged."""
    root: Any = settings.LOGGING.get("root", {})
    return str(root.get("level", ""))


def _find_bucket() -> dict[str, Any]:
    """Return the options of the bucket of pictures; nothing where files lie on this machine."""
    return settings.STORAGES["default"].get("OPTIONS", {}) if settings.S3_BUCKET else {}
