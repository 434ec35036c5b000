"""What is kept: finished pages, the pieces they are made of, and how long others may have them."""

from django.core.exceptions import ImproperlyConfigured

from .environment import env
from .storage import CACHES, REDIS_URL

# Public pages, kept whole (docs/caching.md): 'process', 'redis' (in the process, and shared by all) or 'off'.
PAGE_CACHE = env.str("PAGE_CACHE", default="process")
# What a process may keep of finished pages, and of the pieces that pages are made of.
PAGE_CACHE_BYTES = env.int("PAGE_CACHE_MB", default=48) * 1_000_000
MEMORY_BYTES = env.int("MEMORY_MB", default=32) * 1_000_000
# So long nginx or a CDN may answer without asking (0: never). What they have changes within so many seconds
# of a publish even where nobody tells them. deploy/clinic.env.example says 5.
PROXY_CACHE_SECONDS = env.int("PROXY_CACHE_SECONDS", default=0)
PROXY_STALE_SECONDS = env.int("PROXY_STALE_SECONDS", default=30)
PROXY_STALE_IF_ERROR_SECONDS = env.int("PROXY_STALE_IF_ERROR_SECONDS", default=86_400)
if PAGE_CACHE not in ("process", "redis", "off"):
    raise ImproperlyConfigured("PAGE_CACHE is one of: process, redis, off.")
if PAGE_CACHE == "redis":
    if not REDIS_URL:
        raise ImproperlyConfigured("PAGE_CACHE=redis needs REDIS_URL.")
    CACHES["pages"] = {
        "BACKEND": "infra.resilience.resilient_cache.ResilientCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"wraps": "infra.resilience.redis_cache.SignedRedisCache"},
    }

# Caches in front that keep pages for longer than seconds are told of a publish by the worker (edge/front_caches.py).
WAGTAILFRONTENDCACHE: dict[str, dict[str, str]] = {}
if location := env.str("FRONTEND_CACHE_URL", default=""):
    # nginx with the purge module, Varnish: whatever understands the method PURGE.
    WAGTAILFRONTENDCACHE["http"] = {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
        "LOCATION": location,
    }
if zone := env.str("CLOUDFLARE_ZONE_ID", default=""):
    WAGTAILFRONTENDCACHE["cloudflare"] = {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.CloudflareBackend",
        "ZONEID": zone,
        "BEARER_TOKEN": env.str("CLOUDFLARE_TOKEN", default=""),
    }
