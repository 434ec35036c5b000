"""The Content-Security-Policies of the site: constants, chosen by address.

Public pages carry no nonce: a nonce that is cached with a page is worth nothing. The admin needs none:
what Wagtail starts by scripts inside its pages is said as elements (`infra/editing/starts.py`). Two kinds of its screens
need one more word each; they stand in `SCREENS`, by name.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import ResolverMatch

Directives = dict[str, tuple[str, ...]]

# Where browsers report what they kept from running (`well_known/violations.py`).
VIOLATIONS = "/csp-reports/"

# Players that load when a visitor presses play, never before (the video block).
VIDEO_HOSTS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")

PUBLIC: Directives = {
    "default-src": ("'self'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    # The video block takes an .mp4 file of any https address; it is asked for on a press only.
    "media-src": ("'self'", "https:"),
    "frame-src": VIDEO_HOSTS,
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
    # Wagtail shows previews in a frame of the same origin.
    "frame-ancestors": ("'self'",),
    "report-uri": (VIOLATIONS,),
}

ADMIN: Directives = {
    "default-src": ("'self'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:", "blob:"),
    "font-src": ("'self'", "data:"),
    "connect-src": ("'self'",),
    "media-src": ("'self'", "https:", "blob:"),
    "frame-src": ("'self'", *VIDEO_HOSTS),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'self'",),
    "report-uri": (VIOLATIONS,),
}

# What a response may ask for beyond its policy, by the name it puts in `csp_extra`.
# Source: Google's reCAPTCHA FAQ, 'I'm using Content-Security-Policy on my website'.
EXTRAS: dict[str, Directives] = {
    "recaptcha": {
        "script-src": (
            "https://www.google.com/recaptcha/",
            "https://www.gstatic.com/recaptcha/",
        ),
        "frame-src": (
            "https://www.google.com/recaptcha/",
            "https://recaptcha.google.com/recaptcha/",
        ),
        "connect-src": ("https://www.google.com/recaptcha/",),
    },
    # Draftail writes a style element for each field: its placeholder, under a random name. Style attributes stay refused.
    "rich text": {"style-src-elem": ("'self'", "'unsafe-inline'")},
    # Jcrop asks the browser about touch by a handler that says 'return;', and nothing else is allowed by its hash.
    "cropping": {
        "script-src-attr": (
            "'unsafe-hashes'",
            "'sha256-i+qr4lq34KgNHiW62lWi9aInEBwiEOrfCzaNPCvkqD8='",
        )
    },
}
# Screens of the admin that need an extra, by the names of their addresses.
SCREENS = {
    "rich text": re.compile(
        r"wagtailadmin_pages:(add|edit)|wagtailsettings:edit|wagtailsnippets_\w+:(add|edit|copy)"
    ),
    "cropping": re.compile(r"wagtailimages:edit"),
}

_ALL_OFF = (
    "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
    "magnetometer", "microphone", "midi", "payment", "usb", "xr-spatial-tracking",
)  # fmt: skip
_PLAYERS = " ".join(f'"{host}"' for host in VIDEO_HOSTS)
PERMISSIONS = ", ".join(
    [
        *(f"{name}=()" for name in _ALL_OFF),
        f"autoplay=(self {_PLAYERS})",
        f"fullscreen=(self {_PLAYERS})",
    ]
)


def write_header(base: Directives, *additions: Directives) -> str:
    """Return the header's value for a policy with further sources added."""
    merged = dict(base)
    for addition in additions:
        for name, sources in addition.items():
            known = merged.get(name, ())
            merged[name] = (*known, *(s for s in sources if s not in known))
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in merged.items())


def find_extra(match: ResolverMatch | None) -> str:
    """Return what a screen of the admin needs beyond the policy, as a name in `EXTRAS`; '' for nothing."""
    name = match.view_name if match else ""
    return next((extra for extra, names in SCREENS.items() if names.fullmatch(name)), "")


def media_sources() -> Directives:
    """Return what pictures need when they lie on another host (S3, a CDN); nothing otherwise."""
    if not settings.S3_BUCKET and settings.MEDIA_URL.startswith("/"):
        return {}
    address = urlsplit(default_storage.url("picture"))
    if not address.netloc:
        return {}
    return {"img-src": (f"{address.scheme}://{address.netloc}",)}
