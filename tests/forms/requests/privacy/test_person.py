"""One person's data: found however it is written, handed out as one file, deleted without a trace of whom."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.urls import reverse
from wagtail.models import ModelLogEntry

from forms.models import OtherContact, Submission
from forms.requests.hashes import email_hash, phone_hash
from forms.requests.privacy import subject, subject_file
from forms.requests.privacy.rotation import rehash_all
from forms.requests.workflow import find_duplicates
from staff import roles
from tests.factories.forms import (
    ConsentFactory,
    FormPageFactory,
    SubmissionFactory,
    request_settings,
)
from tests.forms.visitor import Visitor, fill_small
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


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
