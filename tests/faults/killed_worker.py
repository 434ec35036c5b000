"""A worker that is killed (SIGKILL) at the step that the first argument names. Run by the tests."""

import os
import signal
import sys

import django

django.setup()

from forms.models import Event  # noqa: E402
from forms.requests.delivery import letters, mail, outbox  # noqa: E402
from tests.factories.forms import OutboxMessageFactory  # noqa: E402

step = sys.argv[1]


def die(*_args, **_kwargs):
    """Be gone at once, like a process in a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)


def before(owner, name):
    """Die instead of doing it."""
    setattr(owner, name, die)


def after(owner, name):
    """Do it, then die."""
    original = getattr(owner, name)

    def done_then_die(*args, **kwargs):
        original(*args, **kwargs)
        die()

    setattr(owner, name, done_then_die)


STEPS = {
    "leased": lambda: before(outbox, "deliver_message"),
    "composing": lambda: before(letters, "compose_letter"),
    "connecting": lambda: before(mail, "get_connection"),
    "sending": lambda: before(mail.EmailMultiAlternatives, "send"),
    "sent": lambda: after(mail.EmailMultiAlternatives, "send"),
    "marking": lambda: before(outbox, "_finish_message"),
    "logging": lambda: before(Event.objects, "create"),
    "marked": lambda: after(outbox, "_finish_message"),
}
for _request in range(3):
    OutboxMessageFactory()
STEPS[step]()
outbox.drain_outbox()
