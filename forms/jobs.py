"""What the worker does for requests."""

from core.jobs import register


@register("outbox", every=5, label="Telling staff and visitors")
def send_messages() -> str:
    """Send what waits in the outbox."""
    from .outbox import drain

    return drain()


@register("retention", every=24 * 3600, label="Retention")
def delete_what_is_due() -> str:
    """Delete requests whose time has come."""
    from .retention import run

    return run().summary()
