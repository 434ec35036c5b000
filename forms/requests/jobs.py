"""What the worker does for requests."""

from forms.requests.defences.held import queue_daily_line
from forms.requests.delivery.outbox import drain_outbox
from forms.requests.delivery.overdue import queue_overdue
from forms.requests.privacy.key_checks import write_missing
from forms.requests.privacy.retention import delete_due_requests
from forms.requests.privacy.text_plans import end_stale_text_plans
from infra.jobs import register_job


@register_job("outbox", every=5, label="Telling staff and visitors")
def send_messages() -> str:
    """Send what waits in the outbox."""
    return drain_outbox()


@register_job("overdue", every=900, label="Telling of overdue requests")
def tell_of_overdue() -> str:
    """Queue a message for each request that is overdue by a day."""
    count = queue_overdue()
    return f"{count} overdue" if count else ""


@register_job("retention", every=24 * 3600, label="Retention")
def delete_what_is_due() -> str:
    """Delete requests whose time has come."""
    return delete_due_requests().summary()


@register_job("held-back", every=900, label="Telling what is held back as possible spam")
def tell_what_is_held() -> str:
    """Once a day, put a line about what is held back into the outbox."""
    return queue_daily_line()


@register_job("text-plans", every=3600, label="Ending planned text messages without consent")
def end_text_messages() -> str:
    """Turn planned text messages into calls where the consent to them has ended."""
    count = end_stale_text_plans()
    return f"{count} became calls" if count else ""


@register_job("key-check", every=300, label="Watching the keys")
def watch_keys() -> str:
    """Store the values by which a replaced key is found, where there are none yet."""
    return ", ".join(f"{name} is watched" for name in write_missing())
