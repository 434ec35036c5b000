"""One person's data: found however it is written, handed out as one file, deleted without a trace of whom."""

import io
import json

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.urls import reverse
from wagtail.models import ModelLogEntry

from forms.models import Consent, Event, OtherContact, OutboxMessage, Submission
from forms.requests.hashes import email_hash, phone_hash
from forms.requests.models import EventType
from forms.requests.privacy import subject, subject_file
from forms.requests.privacy.other_contacts import store_other_contacts
from forms.requests.privacy.rotation import rehash_all
from forms.requests.workflow import find_duplicates
from staff import roles
from tests.factories.forms import (
    SCHEMA,
    ConsentFactory,
    FormPageFactory,
    OutboxMessageFactory,
    SubmissionFactory,
    request_settings,
)
from tests.forms.visitor import Visitor, fill_small
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db):
    """A request of Ann's with everything that hangs on one, and one of somebody else's."""
    request = SubmissionFactory(name="Ann Secret", phone="+17035550123", email="ann@example.com")
    ConsentFactory(submission=request)
    OutboxMessageFactory(submission=request)
    Event.objects.create(submission=request, kind=EventType.RECEIVED)
    other = SubmissionFactory(name="Ben", phone="+17035550188")
    ConsentFactory(submission=other)
    return request


@pytest.fixture
def manager(db):
    return sign_in(roles.MANAGER)


def post(client, who, **values):
    return client.post(reverse("inbox:person"), {"who": who, **values})


def ticks(response):
    soup = BeautifulSoup(response.content, "html.parser")
    boxes = soup.select("input[name=number]")
    return {int(box["value"]): box.has_attr("checked") for box in boxes}


class TestFinding:
    @pytest.mark.parametrize(
        "typed",
        [
            "(703) 555-0123", "703.555.0123", "+1 703 555 0123", "tel:+17035550123", "1-703-555-0123",
            "ann@example.com", " ANN@Example.COM ", "Ann S. <ann@example.com>", "mailto:ann@example.com",
        ],
    )  # fmt: skip
    def test_any_way_of_writing_it(self, ann, typed):
        found = subject.find_subject(subject.identify_person(typed))
        assert [row.pk for row in found.requests] == [ann.pk]
        assert len(found.consents) == 1

    @pytest.mark.parametrize(
        ("typed", "as_stored"),
        [
            ("(703) 555-0123 (cell)", "+17035550123"),
            ("001 703 555 0123", "+17035550123"),
            ("my number: 703.555.0123, evenings", "+17035550123"),
            ("703-555-0123 ext. 4", "+17035550123"),
            ("٧٠٣ ٥٥٥ ٠١٢٣", "+17035550123"),
            ("ann@example.com.", "ann@example.com"),
            ("mailto:Ann@example.com?subject=Delete", "ann@example.com"),
            ("ann＠example．com", "ann@example.com"),
            ("ann @ example.com", "ann@example.com"),
        ],
    )
    def test_as_the_visitors_own_field_understands_it(self, typed, as_stored):
        found = subject.identify_person(typed)
        wanted = email_hash(as_stored) if "@" in as_stored else phone_hash(as_stored)
        assert (found.email or found.phone) == wanted

    @pytest.mark.parametrize("change", [str.lower, lambda r: r.replace("-", " "), lambda r: r[2:]])
    def test_by_reference(self, ann, change):
        found = subject.find_subject(subject.identify_person(change(ann.reference)))
        assert [row.pk for row in found.requests] == [ann.pk]

    @pytest.mark.parametrize("typed", ["", "Ann", "123", "ann@", "@", "5550"])
    def test_what_names_nobody_finds_nobody(self, ann, typed):
        assert not subject.identify_person(typed)
        assert not subject.find_subject(subject.identify_person(typed))

    def test_earlier_answers_count(self, ann):
        ann.amendments = [
            {
                "at": "2026-01-01",
                "form_data": {"f_phone": "+17035550177", "f_email": "Old@x.example"},
            }
        ]
        ann.save()
        for typed in ("703 555 0177", "old@x.example"):
            assert [
                row.pk for row in subject.find_subject(subject.identify_person(typed)).requests
            ] == [ann.pk]

    @pytest.mark.parametrize(
        "typed", ["703 555 0199", "+1 (703) 555-0188", "bea@example.com", "(703) 555-0123"]
    )
    def test_a_second_number_or_address_counts_however_it_was_written(self, form_page, typed):
        visitor = fill_small(
            Visitor(form_page.url),
            phone="703-555-0123 (cell) or 703-555-0199 after 5, or her 703.555.0188",
            email="ann@example.com or bea@example.com",
        ).press("Send")
        assert visitor.title == "We have your request"
        found = subject.find_subject(subject.identify_person(typed))
        assert [row.pk for row in found.requests] == [Submission.objects.get().pk]
        assert bool(found.beside) == (typed != "(703) 555-0123")

    def test_a_second_question_and_what_was_corrected_away_count(self, db):
        request_settings()
        page = FormPageFactory(
            questions=[
                {"field_type": "name", "label": "First name"},
                {"field_type": "phone", "label": "Cell"},
                {"field_type": "phone", "label": "Work", "required": False},
            ]
        )
        visitor = Visitor(page.url).fill("First name", "Ann").fill("Cell", "703 555 0123")
        visitor.fill("Work", "703 555 0177")
        name = visitor.input("Work")["name"]
        visitor.press("Send")
        visitor.sent[name] = ["703 555 0166 or 703 555 0155"]
        visitor.send_again()
        for typed in ("703 555 0123", "703 555 0177", "703 555 0166", "703 555 0155"):
            assert len(subject.find_subject(subject.identify_person(typed)).requests) == 1, typed
        # And after the look-up key was changed.
        with override_settings(LOOKUP_KEY="another key, as long as it needs to be"):
            rehash_all()
            for typed in ("703 555 0166", "703 555 0155"):
                assert len(subject.find_subject(subject.identify_person(typed)).requests) == 1, (
                    typed
                )

    def test_the_inbox_finds_it_too_and_stores_no_number_in_plain(self, form_page):
        fill_small(Visitor(form_page.url), phone="703-555-0123 or 703-555-0199").press("Send")
        response = sign_in(roles.FRONT_DESK).post(reverse("inbox:find"), {"what": "(703) 555-0199"})
        assert response.url == reverse("inbox:detail", args=[Submission.objects.get().pk])
        # Who calls from it later is offered as the same person, from either side.
        stored, again = Submission.objects.get(), SubmissionFactory(phone="+17035550199")
        assert list(find_duplicates(again)) == [stored]
        assert list(find_duplicates(stored)) == [again]
        assert all(len(row.value) == 64 for row in OtherContact.objects.all())

    def test_merged_ones_and_orphaned_consents_count(self, ann):
        merged = SubmissionFactory(merged_into=ann, status="closed", phone="")
        orphan = ConsentFactory(submission=SubmissionFactory(phone="+17035550123"))
        orphan.submission.delete()
        found = subject.find_subject(subject.identify_person("703 555 0123"))
        assert {row.pk for row in found.requests} == {ann.pk, merged.pk}
        assert orphan.pk in {line.pk for line in found.consents}

    def test_one_whose_key_is_gone_hides_nothing(self, ann, settings):
        from cryptography.fernet import Fernet

        ann.amendments = [{"form_data": {}}]
        ann.save()
        settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
        found = subject.find_subject(subject.identify_person("703 555 0123"))
        data = subject_file.export_subject(found)
        assert "key is missing" in data["requests"][0]["answers"]


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


class TestCommand:
    def call(self, monkeypatch, typed, *options):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
        out = io.StringIO()
        call_command("person_data", *options, stdout=out)
        return out.getvalue()

    def test_says_exports_and_erases(self, ann, monkeypatch):
        text = self.call(monkeypatch, "ann@example.com")
        assert "1 requests and 1 consents found" in text
        assert "Secret" not in text
        data = json.loads(self.call(monkeypatch, "ann@example.com", "--export"))
        assert data["requests"][0]["answers"]["First name"] == "Ann Secret"
        self.call(monkeypatch, "ann@example.com", "--erase")
        assert Submission.objects.count() == 1
        assert ModelLogEntry.objects.get(action="requests.person_erase").data == {"count": 1}

    def test_touches_nothing_that_may_be_somebody_elses(self, ann, form_page, monkeypatch, capsys):
        fill_small(Visitor(form_page.url), phone="202 555 0123 or my sister 703 555 0123").press(
            "Send"
        )
        beside = Submission.objects.get(phone_hash=phone_hash("+12025550123"))
        for options in ((), ("--erase",)):
            text = self.call(monkeypatch, "703 555 0123", *options)
            assert f"#{beside.pk}  may be somebody else's" in text
        assert not Submission.objects.filter(pk=ann.pk).exists()
        assert Submission.objects.filter(pk=beside.pk).exists()

    @pytest.mark.parametrize("option", ["--export", "--erase"])
    def test_two_names_at_one_number_are_for_a_person_to_tell_apart(self, ann, monkeypatch, option):
        SubmissionFactory(name="Carl", phone="+17035550123")
        assert "More than one name" in self.call(monkeypatch, "703 555 0123")
        with pytest.raises(CommandError, match="More than one name"):
            self.call(monkeypatch, "703 555 0123", option)
        assert Submission.objects.count() == 3
        assert "erased" in self.call(monkeypatch, ann.reference, "--erase")

    def test_needs_somebody(self, ann, monkeypatch):
        with pytest.raises(CommandError):
            self.call(monkeypatch, "Ann", "--erase")


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
