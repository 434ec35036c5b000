"""Who did what, and when. Never about whom.

Every read, export, change and deletion of a request leaves an entry (45 CFR 164.312(b)), together with sign-ins,
accounts, roles and emergencies. An entry names the request by its number; labels and data never carry a visitor's
name, number, address or words.

The record is `AuditEntry`, chained and append-only (`trail/`). Wagtail's own log gets a copy, because its screens
('History' of an account, of a setting) read that one; nothing of ours does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter, get_active_log_context, log
from wagtail.models import ModelLogEntry

from .trail import chain

# How many rows one statement writes.
AT_ONCE: Final = 200
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
    "requests.sensitive": (
        _("Requests: sensitive answer read"),
        _("Asked for a sensitive answer"),
    ),
    "requests.call_sheet": (_("Requests: call sheet"), _("Opened a call sheet")),
    "requests.saved_view": (_("Requests: saved view"), _("Changed a saved view of requests")),
    "requests.call": (_("Requests: call noted"), _("Noted how a call went")),
    "requests.merge": (_("Requests: merged"), _("Merged the request with another")),
    "requests.split": (_("Requests: taken apart"), _("Took the request out of another")),
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
    "requests.settings_read": (
        _("Requests: settings read"),
        _("Opened the settings of requests"),
    ),
    "requests.settings_change": (
        _("Requests: settings changed"),
        _("Changed the settings of requests"),
    ),
    "requests.retry": (_("Requests: notices sent again"), _("Sent waiting notices again")),
    "requests.test_mail": (_("Requests: test mail"), _("Sent a test mail")),
    "staff.login": (_("Signed in"), _("Signed in")),
    "staff.logout": (_("Signed out"), _("Signed out")),
    "staff.idle_logout": (_("Signed out after a pause"), _("Was signed out after a pause")),
    "staff.login_failed": (_("Sign-in failed"), _("Somebody gave a wrong password")),
    "staff.refused": (_("Screen refused"), _("Asked for a screen that the role does not open")),
    "staff.second_factor": (_("Second factor changed"), _("Changed the second factor")),
    "staff.second_factor_failed": (_("Second factor failed"), _("Gave a wrong second factor")),
    "staff.names_failed": (
        _("Sign-in failed: unknown names"),
        _("Wrong sign-ins with names that nobody has, in an hour"),
    ),
    "staff.roles": (_("Roles changed"), _("Roles were changed")),
    "staff.role_waits": (
        _("Role given, to be confirmed"),
        _("Gave a role that a manager confirms"),
    ),
    "staff.role_confirmed": (_("Role confirmed"), _("Confirmed a role")),
    "staff.role_declined": (_("Role declined"), _("Declined a role")),
    "staff.role_rights": (_("Rights of a role changed"), _("Changed the rights of a role")),
    "staff.own_rights": (
        _("Rights of an account changed"),
        _("Changed rights of an account itself"),
    ),
    "staff.account_made": (_("Account made"), _("Made the account")),
    "staff.account_changed": (_("Account changed"), _("Changed the account")),
    "staff.account_deactivated": (_("Account deactivated"), _("Deactivated the account")),
    "staff.account_activated": (_("Account activated again"), _("Activated the account again")),
    "staff.account_left": (_("Colleague left"), _("Entered that a colleague left")),
    "staff.invited": (_("Colleague invited"), _("Sent an invitation")),
    "staff.password": (_("Password"), _("The password changed or a link was sent")),
    "staff.sessions_ended": (_("Sessions ended"), _("Ended sessions")),
    "staff.linked": (
        _("Single sign-on linked"),
        _("Signed in by single sign-on for the first time"),
    ),
    "staff.codes_guessed": (
        _("Many wrong codes"),
        _("Many wrong codes after the right password; its owner was told"),
    ),
    "staff.new_device": (_("New device"), _("Signed in on a device that was not known")),
    "staff.break_glass": (_("Emergency access opened"), _("Opened requests in an emergency")),
    "staff.break_glass_end": (_("Emergency access closed"), _("Closed the emergency access")),
    "staff.audit_pruned": (_("Audit log shortened"), _("Deleted what was older than six years")),
    "staff.restored": (
        _("Backup restored"),
        _("Put a backup in the place of everything; the audit since its day lies in a file"),
    ),
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
    "fields": _("fields"),
    "rights": _("rights"),
    "names": _("hashed names"),
    "heir": _("handed to"),
    "end": _("end of the chain before"),
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
    _refuse_unknown(action, data)
    target = instance if instance is not None else (user or get_active_log_context().user)
    _make_entry(action, user or get_active_log_context().user, target, data or {}).save()
    chain.seal_after_commit()
    if target is None:
        return _without_target(action, data or {})
    return log(target, action, user=user, data=data or {}, title=label_for(target))


def record_each(
    action: str, instances: Iterable[Any], *, user: Any = None, data: dict[str, Any] | None = None
) -> None:
    """Write one entry for each of `instances`, all of one model: as many queries for fifty as for one.

    Parameters and errors as of `record`.
    """
    _refuse_unknown(action, data)
    targets = list(instances)
    if not targets:
        return
    context = get_active_log_context()
    who = user or context.user
    entries = [_make_entry(action, who, target, data or {}) for target in targets]
    type(entries[0]).objects.bulk_create(entries, batch_size=AT_ONCE)
    chain.seal_after_commit()
    # Wagtail's copy, as `log` makes one of it.
    kind = ContentType.objects.get_for_model(targets[0], for_concrete_model=False)
    now = timezone.now()
    copies = [
        ModelLogEntry(
            content_type=kind,
            object_id=str(target.pk),
            label=label_for(target),
            action=action,
            timestamp=now,
            data=data or {},
            user=who,
            uuid=context.uuid,
        )
        for target in targets
    ]
    ModelLogEntry.objects.bulk_create(copies, batch_size=AT_ONCE)


def _refuse_unknown(action: str, data: dict[str, Any] | None) -> None:
    if action not in ACTIONS:
        raise ValueError(f"unknown audit action: {action}")
    unknown = set(data or {}) - set(DATA_LABELS)
    if unknown:
        raise ValueError(f"audit data must not carry: {', '.join(sorted(unknown))}")


def _make_entry(action: str, user: Any, target: Any, data: dict[str, Any]) -> Any:
    """Return the entry itself, for the transaction of what it is about; it is sealed when that commits."""
    return apps.get_model("staff", "AuditEntry")(
        action=action,
        who=user.get_username() if user is not None else "",
        who_id=user.pk if user is not None else None,
        about_kind=target._meta.label_lower if target is not None else "",
        about_id=str(target.pk) if target is not None else "",
        about=label_for(target) if target is not None else "–",
        data=chain.normalize_data(data),
    )


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


# An address is noted by its pattern, so that no number of a request stands in it: 'admin/pages/<int:page_id>/edit/'.
_PLACES = re.compile(r"<\w+:\w+>|<\w+>")


def describe_data(entry: Any) -> str:
    """Return an entry's data as words, for the report."""
    parts = []
    for key, value in (entry.data or {}).items():
        label = DATA_LABELS.get(key)
        if label is None or value in ("", None):
            continue
        if isinstance(value, (list, tuple)):
            value = ", ".join(str(v) for v in value)
        parts.append(f"{label}: {_PLACES.sub('…', str(value))}")
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
