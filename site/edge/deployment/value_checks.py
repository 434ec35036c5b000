"""What `check --deploy` says of values that are set, and unsafe: times, secrets, folders, ways between machines."""

from __future__ import annotations

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
LONGEST_CACHED = 3600
SAFE_TLS = ("require", "verify-ca", "verify-full")
SAFE_ACLS = ("public-read", "private", None)


@register(Tags.security, deploy=True)
def check_sessions_and_secrets(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Sessions end within a day, browsers remember TLS for half a year, and nobody guesses the monitoring's token."""
    return _tell_of(
        (
            not 0 < settings.SESSION_COOKIE_AGE <= LONGEST_SESSION,
            f"A sign-in lasts {settings.SESSION_COOKIE_AGE // 3600} hours (STAFF_SESSION_HOURS).",
            "Set STAFF_SESSION_HOURS to 12, and at most to 24: a stolen session ends by itself then.",
            "edge.W011",
        ),
        (
            settings.SECURE_HSTS_SECONDS < SHORTEST_HSTS,
            f"Browsers remember for {settings.SECURE_HSTS_SECONDS} seconds only that the site speaks TLS.",
            "Unset SECURE_HSTS_SECONDS (a year), unless you are about to give TLS up.",
            "edge.W012",
        ),
        (
            0 < len(settings.HEALTH_TOKEN) < SHORTEST_TOKEN,
            "HEALTH_TOKEN can be guessed, and it opens what the machine tells of itself.",
            'Make one: python3 -c "import secrets; print(secrets.token_urlsafe(24))". Or leave it empty.',
            "edge.W013",
        ),
    )


@register(Tags.security, deploy=True)
def check_ways_between_machines(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What goes to a database, a cache or a bucket on another machine goes under TLS."""
    database = settings.DATABASES["default"]
    host, options = database.get("HOST") or "", database.get("OPTIONS", {})
    stays_here = host.startswith("/") or is_local(host)
    redis = urlsplit(settings.REDIS_URL)
    asks = redis.scheme in ("rediss", "unix") or parse_qs(redis.query).get("ssl") == ["true"]
    bucket = urlsplit(_find_bucket().get("endpoint_url") or "")
    return _tell_of(
        (
            not stays_here and options.get("sslmode") not in SAFE_TLS,
            f"The database at {host} is spoken to without TLS being asked for.",
            "Add ?sslmode=verify-full (or at least require) to DATABASE_URL.",
            "edge.E011",
        ),
        (
            bool(redis.hostname) and not is_local(redis.hostname or "") and not asks,
            f"Redis at {redis.hostname} is spoken to without TLS.",
            "Begin REDIS_URL with rediss://, or run Redis on this machine.",
            "edge.E012",
        ),
        (
            bucket.scheme == "http" and not is_local(bucket.hostname or ""),
            "Documents travel to the bucket without TLS (S3_ENDPOINT).",
            "Begin S3_ENDPOINT with https://.",
            "edge.E013",
        ),
    )


@register(Tags.security, deploy=True)
def check_folders(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Backups, their key and imported files lie where no web server hands them out, and not in one place."""
    handed_out = (settings.MEDIA_ROOT, settings.STATIC_ROOT)
    return _tell_of(
        *(
            (
                any(_lies_in(value, folder) for folder in handed_out),
                f"{name} lies in a folder that is handed out to visitors ({value}).",
                f"Put {name} outside MEDIA_ROOT and STATIC_ROOT.",
                "edge.E014",
            )
            for name in ("BACKUP_DIR", "MOVING_IN_ROOT", "BACKUP_IDENTITY_FILE")
            for value in (getattr(settings, name, ""),)
        ),
        (
            _lies_in(settings.BACKUP_IDENTITY_FILE, settings.BACKUP_DIR),
            "The key that opens the backups lies beside them (BACKUP_IDENTITY_FILE in BACKUP_DIR).",
            "Keep it in the safe, or at least in a folder that is copied nowhere.",
            "edge.E015",
        ),
        (
            settings.BACKUP_COPY_TO.startswith("/")
            and _lies_in(settings.BACKUP_COPY_TO, settings.BACKUP_DIR),
            "Backups are copied into their own folder (BACKUP_COPY_TO): that disk takes both along.",
            "Name an rclone remote (offsite:clinic), or a folder on another disk.",
            "edge.W014",
        ),
    )


@register(Tags.security, deploy=True)
def check_bucket(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Nobody but the application writes into the bucket."""
    acl = _find_bucket().get("default_acl")
    return _tell_of(
        (
            acl not in SAFE_ACLS,
            f"S3_PICTURES_ACL={acl} lets strangers do more than look at pictures.",
            "Set it to public-read, or to none where the bucket's policy opens public/.",
            "edge.E016",
        )
    )


@register(Tags.security, deploy=True)
def check_odd_numbers(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Proxies, mail and kept pages have values that a clinic's site can have."""
    return _tell_of(
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
            settings.PROXY_CACHE_SECONDS > LONGEST_CACHED,
            f"Others may show pages for {settings.PROXY_CACHE_SECONDS} seconds without asking (PROXY_CACHE_SECONDS).",
            "Set it to 5: a corrected dose or number is read that much later.",
            "edge.W018",
        ),
    )


@register(Tags.security, deploy=True)
def check_what_is_told(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Somebody is told of errors, and the log says no more than it must."""
    return _tell_of(
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


def _tell_of(*rules: tuple[bool, str, str, str]) -> list[CheckMessage]:
    """Return a message for each rule that holds: whether it does, what is wrong, what to do, its id (E or W)."""
    kinds = {"E": Error, "W": Warning}
    return [
        kinds[name.split(".")[1][0]](said, hint=hint, id=name)
        for holds, said, hint, name in rules
        if holds
    ]


def _lies_in(path: str | Path, folder: str | Path) -> bool:
    """Tell whether a path lies in a folder; no where either is not set."""
    return bool(path and folder) and Path(path).resolve().is_relative_to(Path(folder).resolve())


def _find_level() -> str:
    """Return from which level on everything is logged."""
    root: Any = settings.LOGGING.get("root", {})
    return str(root.get("level", ""))


def _find_bucket() -> dict[str, Any]:
    """Return the options of the bucket of pictures; nothing where files lie on this machine."""
    return settings.STORAGES["default"].get("OPTIONS", {}) if settings.S3_BUCKET else {}
