"""Staff change a form while somebody fills it in: at each screen, each change that takes something away or asks for more.

Each ends with sent, stored, told and the last word equal.
"""

import pytest

from tests.forms.visitor import Visitor

from .form_changes import CHANGE, PUBLISH, STEPS, all_equal, run
from .remote import RemoteClient

pytestmark = [pytest.mark.faults, pytest.mark.slow]
CHECK = STEPS.replace("page.use_steps = True", "page.use_steps = page.check_answers = True")
CHANGES = {
    "deleted": "page.delete()",
    "telephone removed": f"fields.pop('phone'); {PUBLISH}",
    "consent reworded": f"fields['consent_contact'].wording = 'You may call me.'; {PUBLISH}",
    "check off": f"page.check_answers = False; {PUBLISH}",
    "renamed": "page.slug = 'renamed'; page.save_revision().publish()",
    "unpublished": "page.unpublish()",
    "question removed": f"fields.pop('help_wanted'); {PUBLISH}",
    "steps off": f"page.use_steps = False; {PUBLISH}",
    "required added": (
        "fields['new'] = FormField(field_type='singleline', label='Your city', sort_order=99); "
        f"{PUBLISH}"
    ),
}


@pytest.fixture(scope="module")
def stepped(stage):
    """A site whose form has two steps and 'check your answers'. Made once: a process a change is what these tests cost."""
    run(stage, CHANGE.format(change=CHECK))
    return stage


@pytest.fixture
def asked_and_checked(stepped, changeable):
    """The same, served, and put back afterwards."""
    return changeable


@pytest.mark.parametrize(
    ("change", "when"),
    [
        ("question removed", "at step 1"), ("steps off", "at step 1"), ("unpublished", "at step 1"),
        ("renamed", "at step 2"), ("unpublished", "at step 2"), ("required added", "at step 2"),
        ("deleted", "at step 2"), *((change, "at check your answers") for change in CHANGES),
    ],
)  # fmt: skip
def test_staff_change_the_form_under_a_visitor(asked_and_checked, change, when):
    changeable = asked_and_checked
    visitor = Visitor("/write/", RemoteClient(changeable.port)).fill("First name", "Visitor 3")

    def change_if(now: str) -> None:
        if now == when:
            run(changeable, CHANGE.format(change=CHANGES[change]))

    change_if("at step 1")
    visitor.press("Continue")
    visitor.tick("Text me").fill("Telephone", "703 555 0123").tick("You may contact me")
    change_if("at step 2")
    visitor.press("Check your answers")
    if "Your city" in visitor.text and "city" in " ".join(visitor.errors):
        visitor.fill("Your city", "Arlington").press("Check your answers")
    assert "Visitor 3" in visitor.text and "(703) 555-0123" in visitor.text
    change_if("at check your answers")
    visitor.press("Send")
    if change == "required added" and when == "at check your answers":
        # What is new is asked; everything else stands there filled.
        assert "changed while you were filling it in" in visitor.text
        assert changeable.stored == 0
        visitor.fill("Your city", "Arlington").press("Check your answers").press("Send")
    assert visitor.title == "We have your request", visitor.text[:500]
    place = visitor.posted["Location"]
    assert visitor.open(place).reference
    all_equal(changeable, ("Visitor 3", "+17035550123"))
