"""What the worker does for the staff app."""

from __future__ import annotations

import logging
from collections import Counter

from django.db import connection, transaction

from infra import jobs
from staff import audit
from staff.models import AuditHead
from staff.sign_in import attempts, sessions
from staff.trail import chain, guards

logger = logging.getLogger("clinic.staff")
MOST_NAMES = 20


@jobs.register_job("sign-in attempts", every=3600, label="Old sign-in attempts")
def clean_attempts() -> str:
    """Put wrong sign-ins with unknown names on record and delete what no limit asks for any more.

    Returns what was done.
    """
    names = Counter(attempts.take_unknown_names())
    if names:
        most = [f"{name} × {count}" for name, count in names.most_common(MOST_NAMES)]
        audit.record("staff.names_failed", data={"count": names.total(), "names": most})
    count = attempts.delete_old_attempts()
    return f"{count} deleted" if count else ""


@jobs.register_job("sessions", every=3600, label="Ended sessions")
def clean_sessions() -> str:
    """Delete sessions past their end; return what was done."""
    count = sessions.delete_expired()
    return f"{count} deleted" if count else ""


@jobs.register_job("audit chain", every=60, label="The audit’s chain")
def seal_audit() -> str:
    """Seal what a process that died left unsealed; return what was done."""
    count = chain.seal_entries()
    return f"{count} sealed" if count else ""


@jobs.register_job("audit end", every=24 * 3600, label="Six years of audit")
def shorten_audit() -> str:
    """Delete what is older than six years, and note the chain's end in the log.

    The log lies elsewhere: who cuts the table's end off and mends its head is told by a noted end that is no
    longer in the chain (`verify_audit --noted`). Returns what was done.
    """
    with transaction.atomic():
        count, beginning = chain.prune_entries()
        if count:
            audit.record(chain.PRUNED, data={"count": count, "to": beginning})
    chain.seal_entries()
    if head := AuditHead.objects.filter(pk=1).first():
        logger.info("End of the audit: %s:%s", head.number, head.hash)
    return f"{count} deleted" if count else ""


class AuditBroken(Exception):
    """The audit was changed, or the database no longer guards it: `manage.py verify_audit` says where."""


@jobs.register_job("audit check", every=24 * 3600, label="The audit is whole", lease=3600)
def check_audit() -> str:
    """Look once a day whether the chain holds. Raises AuditBroken: the dashboard and the health address then tell."""
    _number, _hash, faults = chain.verify_chain()
    weak = guards.list_weak_guards(connection)
    if faults or weak:
        raise AuditBroken
    return ""
