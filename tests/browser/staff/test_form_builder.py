"""The editor of a form: conditions are chosen from questions and answers, folded questions can be told apart."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from django.urls import reverse

from tests import factories
from tests.factories.forms import create_form

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def row_of(editor, number: int):
    return editor.locator(f"#inline_child_form_fields-{number}")


def field(editor, number: int, name: str):
    return editor.locator(f"#id_form_fields-{number}-{name}")


def test_a_condition_is_chosen_and_follows_the_words_of_its_question(editor):
    page = create_form(factories.home_page(), "contact")
    page.save_revision().publish()
    editor.goto(editor.base + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    count = page.form_fields.count()

    # Folded, each with its words and its kind.
    heading = row_of(editor, 0).locator("[data-panel-heading-text]")
    expect(heading).to_contain_text("First name")
    expect(field(editor, 0, "label")).to_be_hidden()

    add = editor.locator("#id_form_fields-ADD")
    add.click()
    field(editor, count, "label").fill("Do you need a ride?")
    field(editor, count, "field_type").select_option("radio")
    expect(field(editor, count, "wording")).to_be_hidden()
    field(editor, count, "choices").fill("By car,\nBy bus")
    add.click()
    later = count + 1
    field(editor, later, "label").fill("Where do you start?")
    field(editor, later, "field_type").select_option("singleline")
    expect(field(editor, later, "choices")).to_be_hidden()
    answers = editor.get_by_label("has this answer").nth(later)
    expect(answers).to_be_hidden()
    editor.get_by_label("only if this question").nth(later).select_option("Do you need a ride?")
    expect(answers.locator("option")).to_have_text(["Any answer", "By car", "By bus"])
    answers.select_option("By bus")

    # Another wording of the question, and the condition goes along.
    field(editor, count, "label").fill("Do you need a lift?")
    field(editor, count, "label").blur()
    expect(editor.get_by_label("only if this question").nth(later)).to_have_value(
        "Do you need a lift?"
    )
    editor.locator("footer .w-dropdown__toggle").last.click()
    with editor.expect_navigation():
        editor.get_by_role("button", name="Publish").click()
    expect(editor.locator(".messages .success")).to_be_visible(timeout=20_000)
    stored = page.form_fields.model.objects.get(page=page, label="Where do you start?")
    assert (stored.show_if, stored.show_if_answer) == ("Do you need a lift?", "By bus")
    assert editor.trouble == []


def test_conditions_follow_what_is_reworded_and_wait_for_any_of_several_answers(editor):
    page = create_form(factories.home_page(), "contact")
    page.save_revision().publish()
    editor.goto(editor.base + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    ride = page.form_fields.count()
    way, add = ride + 1, editor.locator("#id_form_fields-ADD")
    add.click()
    field(editor, ride, "label").fill("Do you need a ride?")
    field(editor, ride, "field_type").select_option("radio")
    field(editor, ride, "choices").fill("By car\nBy bus\nBy train\nOn foot")
    add.click()
    field(editor, way, "label").fill("Where do you start?")
    field(editor, way, "field_type").select_option("singleline")
    question = editor.get_by_label("only if this question").nth(way)
    question.select_option("Do you need a ride?")
    editor.get_by_label("has this answer").nth(way).select_option("By bus")
    others = row_of(editor, way).get_by_label("or this answer")
    expect(others.locator("option")).to_have_text(
        ["or this answer …", "By car", "By train", "On foot"]
    )
    others.first.select_option("On foot")
    expect(field(editor, way, "show_if_answer")).to_have_value("By bus\nOn foot")

    # A second condition is offered where there is a first one.
    expect(editor.get_by_label("and this question").nth(ride)).to_be_hidden()
    also = editor.get_by_label("and this question").nth(way)
    also.select_option("How shall we reach you?")
    editor.get_by_label("with this answer").nth(way).select_option("Text me")
    expect(field(editor, way, "also_if_answer")).to_have_value("Text me")

    # One answer is reworded: the condition goes along. A line that comes rewords none.
    field(editor, ride, "choices").fill("By car\nBy bus\nBy train\nI walk")
    field(editor, ride, "choices").fill("By car\nBy bus\nBy train\nI cycle\nI walk")
    expect(field(editor, way, "show_if_answer")).to_have_value("By bus\nI walk")
    # Emptied and written anew; and another question that has these words for a moment takes nothing along.
    field(editor, ride, "label").fill("")
    field(editor, ride, "label").fill("How do you come?")
    expect(question).to_have_value("How do you come?")
    field(editor, way, "label").fill("How do you come?")
    field(editor, way, "label").fill("How do you come, and when?")
    expect(question).to_have_value("How do you come?")

    # Our answers in other words: one begins with ours.
    how = next(
        n for n in range(ride) if field(editor, n, "field_type").input_value() == "contact_method"
    )
    mail = next(
        n for n in range(ride) if field(editor, n, "show_if_answer").input_value() == "Call me"
    )
    row_of(editor, how).locator("[data-panel-toggle]").first.click()
    words = field(editor, how, "own_words")
    words.click()
    expect(words).to_have_value("Call me\nText me\nE-mail me")
    words.fill("Give me a ring\nText me\nE-mail me")
    expect(field(editor, mail, "show_if_answer")).to_have_value("Give me a ring")
    assert editor.trouble == []


def test_a_question_that_went_away_is_named(editor):
    page = create_form(factories.home_page(), "contact")
    row = page.form_fields.last()
    row.show_if = "How old is your cat?"
    row.save()
    page.save_revision()
    editor.goto(editor.base + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    # On a telephone, too, a folded question is told by its words; its kind is named where it says more.
    editor.set_viewport_size({"width": 390, "height": 900})
    rows = editor.locator("[data-inline-panel-child] [data-panel-heading-text]:visible")
    for heading in rows.filter(has=editor.locator("[data-clinic-question]")).all():
        parent = heading.locator("xpath=..")
        assert parent.evaluate("tag => tag.scrollWidth <= tag.clientWidth"), heading.text_content()
    expect(rows.filter(has_text="First name")).not_to_contain_text("(First name)")
    lists = editor.locator("select[id$='-show_if-list']")
    expect(lists.last).to_have_value("How old is your cat?")
    assert "is not there any more" in lists.last.locator("option:checked").text_content()
    assert editor.trouble == []


def test_each_field_of_a_question_takes_a_comment_a_new_one_once_it_is_saved(editor):
    page = create_form(factories.home_page(), "contact")
    page.save_revision().publish()
    address = editor.base + reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor.goto(address)
    first = row_of(editor, 0)
    first.locator("[data-panel-toggle]").first.click()

    def say(row, words):
        """Write a comment; on a busy machine Wagtail's box may be drawn anew under a press, and is pressed again."""
        place, box = (
            row.locator("[data-contentpath=label]"),
            editor.locator(".comment--mode-creating"),
        )
        sent = editor.locator(f"input[name^='comments-'][name$='-text'][value='{words}']")
        for patience in (2_000, 4_000, 8_000):
            if not box.count():
                place.hover()
                place.locator("[data-comment-add]").click()
            box.locator("textarea").fill(words)
            box.locator("button[type=submit]").click()
            with suppress(AssertionError):
                expect(sent).to_have_count(1, timeout=patience)
                return
        expect(sent).to_have_count(1)

    say(first, "Shorter?")
    count = page.form_fields.count()
    editor.locator("#id_form_fields-ADD").click()
    added = row_of(editor, count)
    # It has no name yet, so no button that would do nothing.
    expect(added.locator("[data-comment-add]:visible")).to_have_count(0)
    field(editor, count, "field_type").select_option("singleline")
    field(editor, count, "label").fill("Do you need a ride?")
    bubble = added.locator("[data-contentpath=label] [data-comment-add]")
    expect(bubble).to_have_count(1)
    expect(added).to_have_attribute(
        "data-contentpath", re.compile("form_fields.f_"), timeout=15_000
    )
    say(added, "Say why we ask")
    editor.get_by_role("button", name="Save draft").click()
    editor.wait_for_load_state("load")
    expect(editor.locator("[data-side-panel-toggle=comments]")).to_contain_text("2")
    page.refresh_from_db()
    paths = list(page.wagtail_admin_comments.order_by("pk").values_list("contentpath", flat=True))
    keys = [row.clean_name for row in page.get_latest_revision_as_object().form_fields.all()]
    assert paths == [f"form_fields.{keys[0]}.label", f"form_fields.{keys[-1]}.label"]

    editor.goto(address)
    row_of(editor, 0).locator("[data-panel-toggle]").first.click()
    shown = row_of(editor, 0).locator("[data-contentpath=label] .w-field__comment-button--reveal")
    expect(shown).to_be_visible()
    assert editor.trouble == []
