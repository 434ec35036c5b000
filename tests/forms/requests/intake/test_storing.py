"""What is stored with a request: wording as shown, consents, hashes, and nothing in passing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forms.models import Consent, FormField, Submission
from forms.requests.models import ConsentType
from tests.factories.forms import FormPageFactory, request_settings
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db


def send(form_page, **answers) -> Submission:
    fill_small(Visitor(form_page.url), **answers).press("Send")
    return Submission.objects.latest("pk")


class TestQuestionsAsShown:
    def test_are_kept_in_their_order(self, form_page):
        labels = [row["label"] for row in send(form_page).answers()]
        assert labels == [field.label for field in form_page.form_fields.all()]

    def test_survive_a_new_label(self, form_page):
        request = send(form_page)
        FormField.objects.filter(page=form_page, field_type="name").update(label="Your name")
        assert "First name" in [row["label"] for row in request.answers()]

    def test_deleting_a_question_hides_no_old_answer(self, form_page):
        request = send(form_page)
        FormField.objects.filter(page=form_page).delete()
        request = Submission.objects.get(pk=request.pk)
        rows = {row["label"]: row["text"] for row in request.answers()}
        assert rows["First name"] == "Ann"
        assert rows["Telephone"] == "(703) 555-0123"

    def test_an_answer_without_its_question_is_still_shown(self):
        request = Submission.objects.create(form_data={"f_lost": "here"}, schema=[])
        assert [row["text"] for row in request.answers()] == ["here"]

    def test_answers_read_as_the_visitor_saw_them(self, form_page):
        visitor = fill_small(Visitor(form_page.url)).tick("An appointment")
        visitor.tick("I would like a cost estimate").press("Send")
        rows = {row["kind"]: row["text"] for row in Submission.objects.get().answers()}
        assert rows["contact_method"] == "Call me"
        assert rows["help_wanted"] == "An appointment, I would like a cost estimate"
        assert rows["consent_contact"] == "Yes"
        assert rows["consent_text"] == ""


class TestKeys:
    def test_are_random_and_have_nothing_to_do_with_the_label(self, form_page):
        keys = [field.clean_name for field in form_page.form_fields.all()]
        assert len(set(keys)) == len(keys)
        for field in form_page.form_fields.all():
            assert field.clean_name.startswith("f_")
            assert field.label.lower().replace(" ", "_") not in field.clean_name

    def test_stay_when_the_label_changes(self, form_page):
        field = form_page.form_fields.first()
        key = field.clean_name
        field.label = "Something else"
        field.save()
        assert FormField.objects.get(pk=field.pk).clean_name == key

    @pytest.mark.parametrize("labels", [("❤", "???"), ("Submit time", "Status"), ("A", "A")])
    def test_labels_that_look_alike_or_like_nothing_do_not_collide(self, labels):
        page = FormPageFactory(
            contact_rule="none",
            questions=[{"field_type": "singleline", "label": label} for label in labels],
        )
        visitor = Visitor(page.url)
        for number, tag in enumerate(visitor.form.find_all("input", class_="c-field__input")):
            visitor.values[tag["name"]] = [f"answer {number}"]
        visitor.press("Send")
        texts = [row["text"] for row in Submission.objects.get().answers()]
        assert texts == ["answer 0", "answer 1"]


class TestConsents:
    def test_are_recorded_with_wording_version_and_time(self, form_page):
        request = send(form_page)
        consent = Consent.objects.get(kind=ConsentType.CONTACT)
        assert consent.submission == request
        assert consent.given is True
        assert consent.wording == "You may contact me about this request."
        assert consent.version == 1
        assert consent.given_at == request.events.get().at
        assert consent.keep_until.year == consent.given_at.year + 6
        assert consent.phone_hash == request.phone_hash

    def test_what_was_not_ticked_is_on_record_as_a_no(self, form_page):
        request = send(form_page)
        line = Consent.objects.get(kind=ConsentType.TEXT)
        assert line.given is False
        assert line.wording == "You may text me. Reply STOP to end."
        assert line.phone_hash == request.phone_hash

    def test_each_is_given_on_its_own(self, form_page):
        fill_small(Visitor(form_page.url)).tick("You may text me").press("Send")
        given = Consent.objects.filter(given=True).exclude(kind=ConsentType.VOICEMAIL)
        kinds = set(given.values_list("kind", flat=True))
        assert kinds == {"consent_contact", "consent_text"}

    def test_a_changed_wording_gets_the_next_version_and_old_consents_keep_theirs(self, form_page):
        send(form_page)
        field = FormField.objects.get(page=form_page, field_type="consent_contact")
        field.wording = "You may contact me about this request only."
        field.save()
        send(form_page, phone="703 555 0144")
        lines = Consent.objects.filter(kind=ConsentType.CONTACT)
        assert [(c.version, c.wording) for c in lines] == [
            (1, "You may contact me about this request."),
            (2, "You may contact me about this request only."),
        ]

    def test_saving_without_a_change_keeps_the_version(self, form_page):
        field = FormField.objects.get(page=form_page, field_type="consent_contact")
        field.help_text = "New hint"
        field.save()
        assert FormField.objects.get(pk=field.pk).wording_version == 1

    def test_outlive_the_request(self, form_page):
        request = send(form_page)
        reference = request.reference
        request.delete()
        consent = Consent.objects.get(kind=ConsentType.CONTACT)
        assert consent.submission is None
        assert consent.reference == reference


class TestReference:
    def test_can_be_read_out_without_mistakes(self, form_page):
        for phone in ("703 555 0101", "703 555 0102", "703 555 0103"):
            reference = send(form_page, phone=phone).reference
            assert len(reference) == 9
            assert not set(reference[2:]) & set("01OILUV")

    def test_is_unique(self, form_page):
        first = send(form_page)
        with pytest.raises(Exception, match=r"(?i)unique"):
            Submission.objects.create(reference=first.reference)


class TestCost:
    def test_sending_takes_a_bounded_number_of_queries(self, form_page):
        fill_small(Visitor(form_page.url)).press("Send")
        visitor = fill_small(Visitor(form_page.url), phone="703 555 0144")
        data = {**visitor.values, "_go": "next"}
        with CaptureQueriesContext(
            connection,
        ) as queries:
            visitor.client.post(form_page.url, data)
        assert len(queries) <= 16

    def test_showing_the_form_does_too(self, client, form_page):
        client.get(form_page.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(form_page.url)
        assert len(queries) <= 14


def test_settings_are_read_without_ever_writing_a_row(db):
    from forms.models import RequestSettings

    assert RequestSettings.current().spam_days == 90
    assert RequestSettings.objects.count() == 0
    request_settings(spam_days=30)
    assert RequestSettings.current().spam_days == 30
