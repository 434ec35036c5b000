"""The words of mails: staff change them, placeholders come from a closed list, and the preview shows what goes out."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from clinic.mail_words import (
    IN_RECEIPT,
    SAMPLES,
    KnownPlaceholders,
    fill_subject,
    fill_text,
    split_parts,
)
from clinic.models import ClinicSettings
from clinic.models.mails import MAILS, RECEIPT, RECEIPT_FOOT, RECEIPT_SUBJECT
from tests import factories
from tests.review.writing import typed_in

VALUES = {"reference": "K7", "by": "today", "phone": ""}


@pytest.mark.parametrize(
    "text",
    ["{email}", "Dear {name},", "{ answers.0 }", "{reference} {reference!r}", "{{reference}}", "}{", "{", "{}",
     "{reference.__class__}", "%(name)s {by} {phone:>10}"],
)  # fmt: skip
def test_what_nobody_fills_is_refused_with_what_can_be_written(text):
    with pytest.raises(ValidationError) as refused:
        KnownPlaceholders(IN_RECEIPT)(text)
    said = " ".join(refused.value.messages)
    assert all(f"{{{name}}}" in said for name in IN_RECEIPT)


@pytest.mark.parametrize(
    "text",
    ["[reference]", "Dear [[ By ]]", "<phone>", "<<clinic>>", "%reference%", "((By))", "{{reference}}", "｛reference｝"],
)  # fmt: skip
def test_a_known_word_in_other_brackets_is_refused_with_the_right_ones(text):
    with pytest.raises(ValidationError, match=r"would be read as it stands\. Write \{\w+\}"):
        KnownPlaceholders(IN_RECEIPT)(text)


def test_a_misspelt_word_is_told_what_was_meant_and_a_strange_one_is_not():
    with pytest.raises(ValidationError, match=r"Did you mean \{reference\}"):
        KnownPlaceholders(IN_RECEIPT)("{Refernce}")
    with pytest.raises(ValidationError) as refused:
        KnownPlaceholders(IN_RECEIPT)("{diagnosis}")
    assert "Did you mean" not in refused.value.messages[0]


@pytest.mark.parametrize("text", ["<b>Thank you</b>", 'Look <a href="https://x.example">here</a>', "One<br/>two", "</p>"])  # fmt: skip
def test_html_is_refused_because_the_mail_would_show_it(text):
    with pytest.raises(ValidationError, match="plain text"):
        KnownPlaceholders(IN_RECEIPT)(text)


@pytest.mark.parametrize(
    "text", ["We <3 you", "(phone)", "5 < 6 > 4", "Ann <ann@clinic.example>", "100 % by 50 %", "[a note]"]
)  # fmt: skip
def test_signs_that_people_write_pass(text):
    KnownPlaceholders(IN_RECEIPT)(text)


def test_known_ones_pass_however_they_are_typed():
    KnownPlaceholders(IN_RECEIPT)("{reference}, { By } and {PHONE}")
    assert fill_text("{ Reference } {BY}", VALUES) == "K7 today"


def test_a_line_without_its_word_is_left_out():
    text = "Number {reference}\n\n- By {by}.\n- Call {phone}.\n\nCall {phone}\n\nThank you"
    assert fill_text(text, VALUES) == "Number K7\n\n- By today.\n\nThank you"


def test_what_is_filled_in_is_not_filled_again_and_never_markup():
    values = {"reference": "{by}<b>", "by": "today"}
    assert fill_text("{reference}", values) == "{by}<b>"
    (part,) = split_parts("<i>{reference}</i>", values)
    assert part.lines == ("&lt;i&gt;{by}&lt;b&gt;&lt;/i&gt;",)


def test_a_subject_is_one_line_and_never_empty():
    assert fill_subject("One\r\nBcc: a@b.example {reference}", VALUES, "x") == (
        "One Bcc: a@b.example K7"
    )
    assert fill_subject("Call {phone}", VALUES, "We have your message") == "We have your message"


def test_a_line_above_a_list_is_its_heading():
    parts = split_parts(RECEIPT, SAMPLES)
    assert [part.kind for part in parts] == ["text", "heading", "list", "text"]
    assert parts[1].lines == ("What happens next",)
    assert len(parts[2].lines) == 3


def refusals(**words) -> dict:
    clinic = ClinicSettings(name="Quiet Hill Practice", **words)
    try:
        clinic.clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def test_the_clinics_name_can_be_left_out_of_a_receipt():
    assert refusals() == {}
    for field in ("receipt_subject", "receipt_text", "receipt_foot"):
        foot = "" if field != "receipt_foot" else RECEIPT_FOOT
        assert field in refusals(**{field: f"From quiet  hill practice. {foot}"})
    assert refusals(receipt_text="{clinic} thanks you.\nCall 911.") == {}


def test_a_receipt_never_loses_its_words_or_the_way_to_help():
    assert "receipt_text" in refusals(receipt_text="{estimate} {clinic}")
    assert "receipt_foot" in refusals(receipt_foot="Thank you.")
    assert "receipt_foot" in refusals(receipt_foot="You asked us.\n{clinic}: call 911.")
    assert refusals(receipt_text="Call 988 at any hour.", receipt_foot="You asked us.") == {}


@pytest.mark.django_db
class TestScreen:
    @pytest.fixture
    def edit(self, admin_client):
        clinic = factories.ClinicSettingsFactory()
        return reverse("wagtailsettings:edit", args=("clinic", "clinicsettings", clinic.site_id))

    def send(self, client, address, **words):
        data = typed_in(client, address)
        data |= nested_form_data({"social": streamfield([]), "closed_days": streamfield([])})
        data |= {name: rich_text("<p>Call 988.</p>") for name in ("crisis_text", "footer_text")}
        return client.post(address, {**data, **words})

    def test_words_are_saved_and_bad_ones_refused_beside_their_field(self, admin_client, edit):
        answer = self.send(
            admin_client, edit, receipt_text="Hello {name}", receipt_subject="Your ketamine visit"
        )
        said = BeautifulSoup(answer.content, "html.parser").get_text(" ")
        assert "You can write: {reference}" in said
        answer = self.send(admin_client, edit, receipt_subject="Your ketamine visit")
        assert "names no medicine and no condition" in answer.content.decode()
        answer = self.send(admin_client, edit, receipt_subject="Thank you {reference}")
        assert answer.status_code == 302, answer.context["form"].errors
        assert ClinicSettings.objects.get().receipt_subject == "Thank you {reference}"

    def test_what_is_emptied_gets_its_words_back_and_shows_them_in_grey(self, admin_client, edit):
        words = {"receipt_subject": "Thank you", "receipt_text": "Call 911.", "gone_title": "Gone!"}
        ClinicSettings.objects.update(**words)
        form = BeautifulSoup(admin_client.get(edit).content, "html.parser")
        assert form.find(id="id_receipt_text")["placeholder"] == RECEIPT
        assert not form.find(id="id_next_steps_text").get("placeholder")
        empty = {"receipt_subject": "  ", "receipt_text": "", "gone_title": ""}
        answer = self.send(admin_client, edit, **empty, next_steps_text="")
        assert answer.status_code == 302, answer.context["form"].errors
        clinic = ClinicSettings.objects.get()
        assert clinic.receipt_subject == RECEIPT_SUBJECT
        assert clinic.receipt_text.split() == RECEIPT.split()
        assert clinic.gone_title == "This page is gone"
        assert clinic.next_steps_text == ""

    @pytest.mark.parametrize("mode", [mode for mode, _label in MAILS])
    def test_the_preview_shows_each_mail_as_it_goes_out(self, rf, admin_user, mode, db):
        clinic = factories.ClinicSettingsFactory(
            name="Quiet Hill", receipt_text="Own {reference} {by}\nFrom {clinic}",
            notice_text="Own words, {number}", changed_text="Own words, {number}",
        )  # fmt: skip
        answer = clinic.make_preview_request(preview_mode=mode)
        main = BeautifulSoup(answer.rendered_content, "html.parser").main
        words = " ".join(main.get_text(" ").split())
        assert "Own" in words and "{" not in words
        assert ("Quiet Hill" in words) is (mode != "unnamed")
        assert main.h1.get_text()
