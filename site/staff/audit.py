"""Who did what, and when. Never about whom.

Every read, export, change and deletion of a request leaves an entry in Wagtail's own log (45 CFR
164.312(b)), together with sign-ins and emergencies. An entry names the request by its number; labels
and data never carry a visitor's name, number, address or words.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter, get_active_log_context, log
from wagtail.models import ModelLogEntry

ACTIONS: dict[str, tuple[Any, Any]] = {
    "requests.list": (_("Requests: list opened"), _("Opened a list of requests")),
    "requests.view": (_("Requests: read"), _("Read the request")),
    "requests.find": (_("Requests: looked up"), _("Looked up requests by telephone or e-mail")),
    "requests.change": (_("Requests: changed"), _("Changed the request")),
    "requests.undo": (_("Requests: change undone"), _("Undid a change to the request")),
    "requests.correct": (_("Requests: status corrected"), _("Corrected the status of the request")),
    "requests.retract": (
        _("Requests: withdrawal taken back"),
        _("Took back a withdrawal that was entered by mistake"),
    ),
    "requests.call_sheet": (_("Requests: call sheet"), _("Opened a call sheet")),
    "requests.saved_view": (_("Requests: saved view"), _("Changed a saved view of requests")),
    "requests.call": (_("Requests: call noted"), _("Noted how a call went")),
    "requests.merge": (_("Requests: merged"), _("Merged the request with another")),
    "requests.verdict": (_("Requests: spam verdict overruled"), _("Overruled the spam verdict")),
    "requests.hold": (_("Requests: legal hold"), _("Changed the legal hold")),
    "requests.consent": (_("Requests: consent taken back"), _("Entered a consent taken back")),
    "requests.delete_on": (
        _("Requests: deletion asked for"),
        _("Entered the day on which the request is to be deleted"),
    ),
    "requests.person_export": (
        _("Requests: one person’s data exported"),
        _("Exported everything about one person"),
    ),
    "requests.person_erase": (
        _("Requests: one person’s data erased"),
        _("Erased everything about one person"),
    ),
    "requests.person_find": (
        _("Requests: one person’s data looked up"),
        _("Looked up everything about one person"),
    ),
    "requests.export": (_("Requests: exported"), _("Exported requests")),
    "requests.report": (_("Requests: report opened"), _("Opened the report on requests")),
    "requests.delete": (_("Requests: deleted"), _("Deleted the request")),
    "requests.purge": (_("Requests: retention run"), _("Ran the retention")),
    "requests.retry": (_("Requests: notices sent again"), _("Sent waiting notices again")),
    "requests.test_mail": (_("Requests: test mail"), _("Sent a test mail")),
    "staff.login": (_("Signed in"), _("Signed in")),
    "staff.logout": (_("Signed out"), _("Signed out")),
    "staff.idle_logout": (_("Signed out after a pause"), _("Was signed out after a pause")),
    "staff.login_failed": (_("Sign-in failed"), _("Somebody gave a wrong password")),
    "staff.second_factor": (_("Second factor changed"), _("Changed the second factor")),
    "staff.second_factor_failed": (_("Second factor failed"), _("Gave a wrong second factor")),
    "staff.roles": (_("Roles changed"), _("Roles were changed")),
    "staff.break_glass": (_("Emergency access opened"), _("Opened requests in an emergency")),
    "staff.break_glass_end": (_("Emergency access closed"), _("Closed the emergency access")),
    "staff.audit_export": (_("Audit log exported"), _("Exported the audit log")),
}
# The only keys an entry's data may carry, and how they read. What is not here is refused.
DATA_LABELS = {
    "count": _("how many"),
    "view": _("view"),
    "filters": _("filters"),
    "format": _("format"),
    "field": _("what"),
    "from": _("from"),
    "to": _("to"),
    "other": _("other request"),
    "outcome": _("outcome"),
    "minutes": _("minutes"),
    "kind": _("kind"),
    "roles": _("roles"),
    "state": _("state"),
    "numbers": _("request numbers"),
}


def record(
    action: str,
    *,
    user: Any = None,
    instance: Any = None,
    data: dict[str, Any] | None = None,
) -> ModelLogEntry:
    """Write one entry.

    Parameters: `action`, a key of ACTIONS; `user`, who did it (None for the worker); `instance`, what it was
    done to (the user's own account where there is nothing else); `data`, small facts under the keys
    of DATA_LABELS.
    Raises ValueError for an action or a key that is not on the lists, so that nothing personal slips in.
    """
    if action not in ACTIONS:
        raise ValueError(f"unknown audit action: {action}")
    unknown = set(data or {}) - set(DATA_LABELS)
    if unknown:
        raise ValueError(f"audit data must not carry: {', '.join(sorted(unknown))}")
    target = instance if instance is not None else (user or get_active_log_context().user)
    if target is None:
        return _without_target(action, data or {})
    return log(target, action, user=user, data=data or {}, title=label_for(target))


def label_for(instance: Any) -> str:
    """Return what an entry calls `instance`: its kind and number, and nothing that it holds."""
    if hasattr(instance, "get_username"):
        return instance.get_username()
    return f"{instance._meta.verbose_name} #{instance.pk}".capitalize()


def _without_target(action: str, data: dict[str, Any]) -> ModelLogEntry:
    """Write an entry of the worker's, which has no account and touches many rows.

    The model is looked up by name: models write entries, so they are above this module.
    """
    return ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(apps.get_model("staff", "RequestAccess")),
        object_id="0",
        label="–",
        action=action,
        timestamp=timezone.now(),
        data=data,
    )


def describe_data(entry: ModelLogEntry) -> str:
    """Return an entry's data as words, for the report."""
    parts = []
    for key, value in (entry.data or {}).items():
        label = DATA_LABELS.get(key)
        if label is None or value in ("", None):
            continue
        if isinstance(value, (list, tuple)):
            value = ", ".join(str(v) for v in value)
        parts.append(f"{label}: {value}")
    return "; ".join(parts)


def make_formatter(label: Any, message: Any) -> type[LogFormatter]:
    """Return the formatter of one action: its sentence, with the entry's data after it."""

    class Formatter(LogFormatter):
        def format_message(self, log_entry: ModelLogEntry) -> str:
            more = describe_data(log_entry)
            return f"{message} ({more})" if more else str(message)

    Formatter.label = label
    Formatter.message = message
    return Formatter
