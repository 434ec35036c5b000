"""Working on a request: every change goes through here, is checked, and is written down twice.

Once in the request's own log (what happened), once in the audit log (who did it). Neither carries
anything personal.
"""

from forms.requests.workflow.calls import UNAGREED, is_agreed, log_call, should_close
from forms.requests.workflow.consent_changes import retract_withdrawal, withdraw_consents
from forms.requests.workflow.deletion import ask_deletion, delete_request, set_hold
from forms.requests.workflow.duplicates import find_duplicates, find_family, merge_requests
from forms.requests.workflow.next_steps import assign_owner, note_estimate_sent, set_next_action
from forms.requests.workflow.rows import WorkflowError
from forms.requests.workflow.splitting import split_request
from forms.requests.workflow.status import change_status, correct_status
from forms.requests.workflow.verdicts import mark_genuine, mark_spam, overrule_verdict

__all__ = [
    "UNAGREED",
    "WorkflowError",
    "ask_deletion",
    "assign_owner",
    "change_status",
    "correct_status",
    "delete_request",
    "find_duplicates",
    "find_family",
    "is_agreed",
    "log_call",
    "mark_genuine",
    "mark_spam",
    "merge_requests",
    "note_estimate_sent",
    "overrule_verdict",
    "retract_withdrawal",
    "set_hold",
    "set_next_action",
    "should_close",
    "split_request",
    "withdraw_consents",
]
