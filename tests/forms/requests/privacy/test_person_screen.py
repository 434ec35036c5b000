"""The screen of one person's data: looked up, read, handed out as a file, deleted, each on record."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import ModelLogEntry

from forms.models import Consent, Event, OutboxMessage, Submission
from forms.requests.hashes import phone_hash
from forms.requests.privacy import subject
from forms.requests.privacy.other_contacts import store_other_contacts
from staff import roles
from tests.factories.forms import (
    SCHEMA,
    ConsentFactory,
    SubmissionFactory,
)
from tests.forms.visitor import Visitor, fill_small
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(db):
    return sign_in(roles.MANAGER)


def post(client, who, **values):
    return client.post(reverse("inbox:person"), {"who": who, **values})


def ticks(response):
    soup = BeautifulSoup(response.content, "html.parser")
    boxes = soup.select("input[name=number]")
    return {int(box["value"]): box.has_attr("checked") for box in boxes}


class TestScreen:
    @pytest.mark.parametrize("role", [roles.EDITOR, roles.FRONT_DESK, roles.ADMINISTRATOR])
    def test_is_for_managers(self, ann, role):
        client = sign_in(role)
        response = post(client, "ann@example.com", do="erase", number=ann.pk, confirm="yes")
        assert response.status_code in (302, 403)
        assert Submission.objects.filter(pk=ann.pk).exists()

    def test_asks_in_plain_words_for_what_it_can_find(self, manager):
        response = post(manager, "Ann")
        assert response.status_code == 400
        assert "Names can’t be searched" in response.content.decode()

    def test_who_shares_a_number_is_shown_but_not_ticked(self, ann, manager):
        husband = SubmissionFactory(name="Carl", phone="+17035550123", email="carl@example.com")
        response = post(manager, ann.reference)
        assert ticks(response) == {ann.pk: True, husband.pk: False}

    def test_where_a_number_finds_two_names_nothing_is_ticked(self, ann, manager):
        husband = SubmissionFactory(name="Carl", phone="+17035550123")
        response = post(manager, "703 555 0123")
        assert ticks(response) == {ann.pk: False, husband.pk: False}
        assert "More than one name" in response.content.decode()

    def test_a_second_number_may_be_a_relatives_and_is_not_ticked(self, form_page, manager):
        fill_small(Visitor(form_page.url), phone="703 555 0123 or my wife 703 555 0199").press(
            "Send"
        )
        number = Submission.objects.get().pk
        response = post(manager, "703 555 0199")
        assert ticks(response) == {number: False}
        assert "as a second one" in response.content.decode()
        assert ticks(post(manager, "703 555 0123")) == {number: True}

    @pytest.mark.parametrize(
        "telephone", ["703 555 0123 or my wife 703 555 0199 ext. 4", "703-555-0123, her: +1 (703) 555-0199"]
    )  # fmt: skip
    def test_a_second_number_is_taken_out_alone(self, form_page, manager, telephone):
        fill_small(Visitor(form_page.url), phone=telephone).press("Send")
        row = Submission.objects.get()
        page = BeautifulSoup(post(manager, "703 555 0199").content, "html.parser")
        assert page.select_one(f"input[name=named][value='{row.pk}']")
        done = post(manager, "703 555 0199", do="erase", confirm="yes", named=row.pk)
        assert done.status_code == 302
        row = Submission.objects.get()
        text = json.dumps(row.form_data)
        assert row.phone_hash == phone_hash("+17035550123")
        assert row.answer("phone") == "+17035550123"
        assert row.note("phone").endswith("[taken out]")
        assert "0199" not in text and "+1 [" not in text
        assert not row.other_contacts.exists() and not row.content_key
        assert not subject.find_subject(subject.identify_person("703 555 0199"))
        assert subject.find_subject(subject.identify_person("703 555 0123"))

    def test_a_second_question_loses_its_number_and_nothing_else(self, manager):
        schema = [*SCHEMA, {"key": "f_work", "kind": "phone", "label": "Work", "options": []}]
        row = SubmissionFactory(name="Carl", phone="+17035550123", schema=schema)
        row.form_data = {**row.form_data, "f_work": "+17035550199;ext=7"}
        row.amendments = [{"form_data": {"f_phone": "+17035550199", "f_name": "Carl"}}]
        row.save()
        store_other_contacts(row)
        # Both ways are offered: the whole of it, and that number alone; neither is ticked.
        page = BeautifulSoup(post(manager, "703 555 0199").content, "html.parser")
        boxes = page.select("input[name=number], input[name=named]")
        assert [(box["name"], box.has_attr("checked")) for box in boxes] == [
            ("number", False),
            ("named", False),
        ]
        file = json.loads(post(manager, "703 555 0199", do="export", named=row.pk).content)
        assert file["requests"] == []
        assert {one["question"] for one in file["named in what others wrote"]} == {
            "Work",
            "Telephone",
        }
        post(manager, "703 555 0199", do="erase", confirm="yes", named=row.pk)
        row.refresh_from_db()
        assert (row.answer("phone"), row.form_data["f_work"]) == ("+17035550123", "[taken out]")
        assert row.amendments[0]["form_data"] == {"f_phone": "[taken out]", "f_name": "Carl"}
        assert not row.other_contacts.exists()

    def test_a_relative_of_one_mailbox_who_names_them_is_offered_both_ways(self, manager):
        """Found because they share an address, and named in words: the words can go alone."""
        ann = SubmissionFactory(name="Ann", phone="+17035550199", email="home@example.com")
        question = {"key": "f_text", "kind": "short_text", "label": "Anything else?", "options": []}
        carl = SubmissionFactory(
            name="Carl", phone="+12025550123", email="home@example.com", schema=[*SCHEMA, question]
        )
        carl.form_data = {**carl.form_data, "f_text": "My wife asked, too: 703-555-0199"}
        carl.save()
        page = BeautifulSoup(post(manager, "703 555 0199").content, "html.parser")
        assert page.select_one(f"input[name=named][value='{carl.pk}']")
        post(manager, "703 555 0199", do="erase", confirm="yes", number=[ann.pk], named=[carl.pk])
        carl = Submission.objects.get()
        assert carl.form_data["f_text"] == "My wife asked, too: [taken out]"

    def test_what_a_beside_one_was_merged_with_is_not_ticked_either(self, form_page, manager):
        fill_small(Visitor(form_page.url), phone="703 555 0123 or my wife 703 555 0199").press(
            "Send"
        )
        row = Submission.objects.get()
        other = SubmissionFactory(name=row.answer("name"), phone="+17035550123")
        Submission.objects.filter(pk=row.pk).update(merged_into=other)
        assert ticks(post(manager, "703 555 0199")) == {row.pk: False, other.pk: False}

    def test_ticked_as_a_whole_and_in_part_the_whole_goes(self, form_page, manager):
        fill_small(Visitor(form_page.url), phone="703 555 0123 or 703 555 0199").press("Send")
        number = Submission.objects.get().pk
        post(manager, "703 555 0199", do="erase", confirm="yes", number=number, named=number)
        assert not Submission.objects.exists()

    def test_one_file_holds_everything(self, ann, manager):
        ann.amendments = [{"at": "2026-01-01", "form_data": {"f_name": "Anne"}}]
        ann.save()
        response = post(manager, "ann@example.com", do="export", number=ann.pk)
        assert response["Content-Type"].startswith("application/json")
        assert "ann" not in response["Content-Disposition"].lower()
        assert "no-store" in response["Cache-Control"]
        data = json.loads(response.content)
        request = data["requests"][0]
        assert request["answers"]["First name"] == "Ann Secret"
        assert request["earlier answers"][0]["answers"]["First name"] == "Anne"
        assert request["messages"]
        assert request["what happened"]
        assert data["consents"][0]["wording"] == "You may contact me."
        assert "Ben" not in response.content.decode()

    def test_nothing_ticked_saves_no_empty_file(self, ann, manager):
        response = post(manager, "ann@example.com", do="export")
        assert response.status_code == 400
        assert "Nothing is ticked, so there is nothing to save." in response.content.decode()
        assert not ModelLogEntry.objects.filter(action="requests.person_export").exists()

    def test_erasing_needs_a_tick_and_deletes_all_of_it_and_nothing_else(self, ann, manager):
        response = post(manager, "ann@example.com", do="erase", number=ann.pk)
        assert response.status_code == 400
        assert Submission.objects.count() == 2
        post(manager, "ann@example.com", do="erase", number=ann.pk, confirm="yes")
        assert [row.answer("name") for row in Submission.objects.all()] == ["Ben"]
        assert Consent.objects.count() == 1
        assert not OutboxMessage.objects.exists()
        assert not Event.objects.exists()

    def test_the_record_says_only_that_it_was_done(self, ann, manager):
        post(manager, "ann@example.com")
        post(manager, "ann@example.com", do="export", number=ann.pk)
        post(manager, "ann@example.com", do="erase", number=ann.pk, confirm="yes")
        entries = ModelLogEntry.objects.filter(action__startswith="requests.person")
        assert [entry.action for entry in entries.order_by("pk")] == [
            "requests.person_find",
            "requests.person_export",
            "requests.person_erase",
        ]
        for entry in entries:
            assert entry.data == {"count": 1}
            assert entry.user == manager.user
            assert "ann" not in f"{entry.label}{entry.data}".lower()

    def test_a_legal_hold_stops_all_of_it(self, ann, manager):
        held = SubmissionFactory(phone="+17035550123", legal_hold=True)
        response = post(
            manager, "703 555 0123", do="erase", number=[ann.pk, held.pk], confirm="yes"
        )
        assert response.status_code == 409
        assert f"#{held.pk} is under a legal hold" in response.content.decode()
        assert Submission.objects.count() == 3
        assert Consent.objects.count() == 2

    def test_a_number_that_was_not_found_is_not_deleted(self, ann, manager):
        ben = Submission.objects.exclude(pk=ann.pk).get()
        post(manager, "ann@example.com", do="erase", number=[ann.pk, ben.pk], confirm="yes")
        assert list(Submission.objects.all()) == [ben]

    def test_nothing_about_anybody_stands_in_an_address(self, ann, manager):
        response = post(manager, "ann@example.com")
        soup = BeautifulSoup(response.content, "html.parser")
        assert not [a for a in soup.select("a[href]") if "ann" in a["href"].lower()]
        assert not [f for f in soup.select("form") if "ann@" in f.get("action", "")]


def test_what_is_not_ticked_keeps_its_consents(ann, manager):
    """Found by its reference and unticked, it stays with its six years' record; only the ticked one goes."""
    related = SubmissionFactory(name="Anna", phone="+17035550123")
    gone = ConsentFactory(submission=None, reference="R-7K3M-92")
    for request in (ann, related):
        lines = request.consents.all() or [ConsentFactory(submission=request)]
        Consent.objects.filter(pk__in=[line.pk for line in lines]).update(
            reference=request.reference
        )
    answer = post(manager, ann.reference, do="export", number=[related.pk])
    exported = json.loads(answer.content)
    assert (len(exported["requests"]), len(exported["consents"])) == (1, 1)
    post(manager, ann.reference, do="erase", confirm="yes", number=[related.pk])
    assert not Submission.objects.filter(pk=related.pk).exists()
    assert not Consent.objects.filter(reference=related.reference).exists()
    assert ann.consents.count() == 1
    # A line whose request is gone is still found by the reference that it had.
    assert subject.find_subject(subject.identify_person(gone.reference)).consents == [gone]
