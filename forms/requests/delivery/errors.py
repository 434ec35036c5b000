"""What went wrong with a message, in a sentence for staff, and what somebody can do about it."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ERRORS: Final = {
    "no_address": gettext_lazy("Nobody is set to be told. Give an address in Settings → Requests."),
    "refused": gettext_lazy("The mail server does not answer (connection refused)."),
    "unknown_host": gettext_lazy("The mail server's name is not known. Check EMAIL_URL."),
    "bad_address": gettext_lazy("This is not an e-mail address."),
    "unreachable": gettext_lazy("The mail server can’t be reached from here."),
    "timeout": gettext_lazy("The mail server does not answer in time."),
    "busy": gettext_lazy("The mail server is busy and asks us to come back later."),
    "put_off": gettext_lazy(
        "The mail server breaks off at this address and asks us to come back later."
    ),
    "dropped": gettext_lazy("The mail server broke off in the middle."),
    "tls": gettext_lazy("No safe connection to the mail server could be made."),
    "auth": gettext_lazy("The mail server refuses our user name or password."),
    "rejected": gettext_lazy("The mail server refuses the message or the address."),
    "key": gettext_lazy("The request can't be opened: its key is not in FIELD_ENCRYPTION_KEYS."),
    "other": gettext_lazy("Sending failed."),
}

# What somebody can do about an address that is refused, by the first digit of the server's answer.
ADVICE: Final = {
    "bad_address": gettext_lazy("Correct it in Settings → Requests, or on the form’s page."),
    "rejected 4": gettext_lazy("We try again by ourselves."),
    "put_off": gettext_lazy("We try again by ourselves."),
    "rejected 5": gettext_lazy(
        "The server refuses it for good. Check the spelling in Settings → Requests or on the form’s page, or ask "
        "whoever runs the mailbox; then press ‘Send them again now’."
    ),
}


def say_error(code: str) -> str:
    """Return a stored error code as a sentence."""
    if not code:
        return _("The worker has not tried yet. Is it running?")
    name, _space, detail = code.partition(" ")
    sentence = str(ERRORS.get(name, ERRORS["other"]))
    return f"{sentence} ({detail})" if detail else sentence


def say_advice(code: str) -> str:
    """Return what somebody can do about an address with this error; '' where waiting is enough."""
    advice = next((words for start, words in ADVICE.items() if code.startswith(start)), "")
    return str(advice)
