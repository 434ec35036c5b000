"""What the worker does for the staff room."""

from __future__ import annotations

from infra import jobs
from staff.sign_in.attempts import delete_old_attempts


@jobs.register_job("sign-in attempts", every=3600, label="Old sign-in attempts")
def clean_attempts() -> str:
    """Delete wrong sign-ins that no limit asks for any more; return what was done."""
    count = delete_old_attempts()
    return f"{count} deleted" if count else ""
