"""What the worker does for requests."""

from core.jobs import register


@register("outbox", every=5, label="Telling staff and visitors")
def send_messages() -> str:
    """Send what waits in the outbox."""
    from .outbox import drain

    return drain()


@register("overdue", every=900, label="Telling of overdue requests")
def tell_of_overdue() -> str:
    """Queue a message for each request that is overdue by a day."""
    from .overdue import queue_overdue

    count = queue_overdue()
    return f"{count} overdue" if count else ""


@register("retention", every=24 * 3600, label="Retention")
def delete_what_is_due() -> str:
    """Delete requests whose time has come."""
    from .retention import run

    return run().summary()
