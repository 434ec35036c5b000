"""A site whose Redis can be unplugged."""


def use(settings, url: str) -> None:
    """Let the site use the Redis at `url`, with the very settings of a live site."""
    options = {
        "wraps": "infra.resilience.redis_cache.SignedRedisCache",
        "counted": ["allauth", "clinic_forms.rate"],
    }
    backend = "infra.resilience.resilient_cache.ResilientCache"
    default = {"BACKEND": backend, "LOCATION": url, "OPTIONS": options}
    settings.CACHES = {**settings.CACHES, "default": default}
