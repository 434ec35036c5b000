"""Django's database cache for use inside `infra.resilience.resilient_cache.ResilientCache`."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import router, transaction


class GuardedDatabaseCache(DatabaseCache):
    """Fails alone: a broken cache table does not spoil the transaction of the request around it."""

    def _guard(self) -> Any:
        return transaction.atomic(using=router.db_for_write(self.cache_model_class))

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        """Return the values there are, by their keys."""
        with self._guard():
            return super().get_many(keys, version)

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        with self._guard():
            return super()._base_set(mode, key, value, timeout)  # type: ignore[misc]

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        """Take several values away."""
        with self._guard():
            super().delete_many(keys, version)

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Take a value away. Returns whether there was one."""
        with self._guard():
            return super().delete(key, version)

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """Return whether there is a value."""
        with self._guard():
            return super().has_key(key, version)

    def clear(self) -> None:
        """Delete every value of the cache."""
        with self._guard():
            super().clear()
