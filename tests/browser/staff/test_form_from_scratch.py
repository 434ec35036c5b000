"""A form from scratch as a layman makes it: two steps, a condition, six questions, at most 40 interactions; sent, and found."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from forms.models import FormPage, Submission
from staff import roles
from tests import factories
from tests.browser.hand import Hand
from tests.factories.forms import request_settings

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
BUDGET = 40
QUESTIONS = (
    ("First name", "First name"),
    ("Do you need a ride?", "Yes or no"),
    ("Where shall we fetch you?", "One line of text"),
    ("Telephone", "Telephone"),
    ("How many come along?", "Number"),
    ("Which day?", "Date, never a birth date"),
)


def field(editor, number: int, name: str):
    return editor.locator(f"#id_form_fields-{number}-{name}")


def test_two_steps_a_condition_and_six_questions(editor):
    get_user_model().objects.get().groups.add(Group.objects.get(name=roles.FRONT_DESK))
    request_settings()
    home = factories.home_page()
    hand = Hand(editor, per_entry=2)
    editor.goto(
        editor.base + reverse("wagtailadmin_pages:add", args=["clinic_forms", "formpage", home.pk])
    )
    hand.count += 1  # ‘Form page’ in the list of page types
    hand.click(editor.get_by_role("button", name="Start empty"))
    hand.write(editor.get_by_label("Title", exact=False).first, "Ask for a ride")
    add = editor.locator("#id_form_fields-ADD")
    for number, (label, kind) in enumerate(QUESTIONS):
        if number == 0 and field(editor, 0, "label").count():
            hand.write(field(editor, 0, "label"), label)
        else:
            hand.click(add)
            expect(field(editor, number, "label")).to_be_focused()
            hand.type(label)
        hand.choose(field(editor, number, "field_type"), kind)
    third = editor.locator("#inline_child_form_fields-2")
    hand.choose(third.get_by_label("only if this question"), "Do you need a ride?")
    hand.choose(third.get_by_label("has this answer"), "Yes")
    hand.write(third.get_by_label("starts a part"), "Your visit")
    hand.click(editor.get_by_role("tab", name="Sending"))
    hand.click(editor.get_by_label("one step a part"))
    hand.click(editor.locator("footer .w-dropdown__toggle").last)
    with editor.expect_navigation():  # a message of saving by itself may stand there already
        hand.click(editor.get_by_role("button", name="Publish"))
    expect(editor.locator(".messages .success")).to_be_visible(timeout=20_000)
    assert hand.count <= BUDGET

    # Somebody sends it.
    page = FormPage.objects.get()
    visitor = editor.context.browser.new_context().new_page()
    visitor.goto(editor.base + page.url)
    visitor.get_by_label("First name").fill("Ann")
    visitor.get_by_label("Yes").check()
    visitor.get_by_role("button", name="Continue").click()
    visitor.get_by_label("Where shall we fetch you?").fill("Main Street")
    visitor.get_by_label("Telephone").fill("703 555 0123")
    visitor.get_by_label("How many come along?").fill("2")
    day = page.first_published_at.date().isoformat()
    visitor.get_by_label("Which day?").fill(day)
    visitor.get_by_role("button", name="Check your answers").click()
    visitor.get_by_role("button", name="Send request").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("We have your request")
    visitor.context.close()

    # And it is found in the inbox.
    editor.goto(editor.base + reverse("inbox:index"))
    editor.get_by_role("link", name="Ann").first.click()
    expect(editor.locator(".inbox-answers")).to_contain_text(["Main Street"])
    assert Submission.objects.get().page_id == page.pk


def test_a_question_is_copied_and_added_between_by_keyboard_on_a_phone(editor):
    """Both buttons stand on every question; the cursor is where one types, and the order is what is seen."""
    editor.set_viewport_size({"width": 390, "height": 844})
    page = factories.forms.FormPageFactory()
    page.save_revision().publish()
    count = page.form_fields.count()
    editor.goto(editor.base + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    second = editor.locator("#inline_child_form_fields-1")
    button = second.get_by_role("button", name="Add a question below")
    button.focus()
    editor.keyboard.press("Enter")
    expect(field(editor, count, "label")).to_be_focused()
    editor.keyboard.type("Between")
    field(editor, count, "field_type").select_option("singleline")
    fifth = editor.locator("#inline_child_form_fields-4")
    fifth.get_by_role("button", name="Copy this question").click()
    copied = field(editor, count + 1, "label")
    expect(copied).to_have_value("May we leave a voicemail? (copy)")
    expect(field(editor, count + 1, "field_type")).to_have_value("voicemail")
    field(editor, count + 1, "field_type").select_option("yes_no")
    assert editor.evaluate("document.documentElement.scrollWidth") <= 390
    editor.locator("footer .w-dropdown__toggle").last.click()
    with editor.expect_navigation():
        editor.get_by_role("button", name="Publish").click()
    expect(editor.locator(".messages .success")).to_be_visible(timeout=20_000)
    stored = [f.label for f in FormPage.objects.get().form_fields.all()]
    assert stored[1:4] == ["How shall we reach you?", "Between", "Telephone"]
    at = stored.index("May we leave a voicemail? (copy)")
    assert stored[at - 1] == "May we leave a voicemail?"
    row = FormPage.objects.get().form_fields.get(label="May we leave a voicemail? (copy)")
    assert (row.show_if, row.show_if_answer) == ("How shall we reach you?", "Call me")
    assert editor.trouble == []
