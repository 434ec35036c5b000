"""What tests of forms share."""

import pytest
from django.core.cache import caches

from infra.resilience.circuit_breaker import CircuitBreaker
from tests.factories.forms import FormPageFactory, request_settings


@pytest.fixture
def form_page(db):
    """The small form, and somebody who is told of it."""
    request_settings()
    return FormPageFactory(slug="write", title="Write to us")


@pytest.fixture
def gone_cache(monkeypatch):
    """Take the wrapped cache away; what limits something is counted in the process by then."""

    class Gone:
        def __getattr__(self, name):
            def fail(*_args, **_kwargs):
                raise ConnectionError("redis is gone")

            return fail

    cache = caches["default"]
    cache._memory.clear()
    monkeypatch.setattr(cache, "_wrapped", Gone())
    monkeypatch.setattr(cache, "_breaker", CircuitBreaker(lambda _back, _kind: None))
    yield
    cache._memory.clear()
