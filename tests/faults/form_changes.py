"""What staff do to a form from another process, and what must be equal once everything was told."""

import json

from tests.faults.mail.smtp import MailServer

TELL_AND_SAY = """
import json
from forms.models import Submission
from forms.requests.delivery.outbox import drain_outbox
while drain_outbox(): pass
print(json.dumps([[s.answer("name"), s.answer("phone")] for s in Submission.objects.order_by("pk")]))
"""
CHANGE = """
from forms.models import FormField, FormPage, RequestSettings
page = FormPage.objects.get()
fields = {{f.field_type: f for f in page.form_fields.all()}}
{change}
"""
PUBLISH = "page.form_fields = list(fields.values()); page.save_revision().publish()"
STEPS = f"fields['contact_method'].section = 'How to reach you'; page.use_steps = True; {PUBLISH}"


def run(stage, code: str, **extra: str) -> str:
    return stage.manage("shell", "-v", "0", "-c", code, **extra)


def all_equal(stage, *said: tuple[str, str]) -> None:
    """Hold what was sent last against what is stored (name and telephone), and both against what staff were told."""
    stage.let_leases_run_out()
    with MailServer() as server:
        stage.smtp_port = server.port
        stored = json.loads(run(stage, TELL_AND_SAY).splitlines()[-1])
    assert sorted(map(tuple, stored)) == sorted(said)
    assert (stage.stored, stage.told) == (len(said), len(said))
