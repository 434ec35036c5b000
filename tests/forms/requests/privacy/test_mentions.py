"""A person who is named in what somebody else wrote: found however it is written, listed, and taken out by a tick."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from forms.models import Submission
from forms.requests.hashes import phone_hash
from forms.requests.privacy import subject
from forms.requests.privacy.mentions import find_mentions, make_sought, take_out
from staff import roles
from tests.factories.forms import SCHEMA, SubmissionFactory
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db
QUESTION = {"key": "f_text", "kind": "short_text", "label": "Anything else?", "options": []}
ANN = make_sought("+17035550123", "ann.lee@example.com", ["R-7K3M-92"])


def write(text, **values):
    """Store a request of Bea's that says `text`."""
    row = SubmissionFactory(name="Bea", phone="+12025550177", schema=[*SCHEMA, QUESTION], **values)
    row.form_data = {**row.form_data, "f_text": text}
    row.save()
    return row


@pytest.mark.parametrize(
    "text",
    [
        "Please call my daughter, 703-555-0123.",
        "call (703)5550123 after 5",
        "her cell: +1 703.555.0123",
        "001 703 555 01 23",
        "703 / 555 / 0123",
        "703 – 555 – 0123",
        "７０３ ５５５ ０１２３",
        "7O3 555 O123",
        "my sister is at 555-0123",
        "seven oh three, five five five, zero one two three",
        "Seven-zero-three dash triple five dash 0123",
        "area code 703 then 555 0123",
        "703\n555\n0123",
        "Her address is ANN.LEE@Example.com, thanks",
        "ann.lee (at) example dot com",
        "ann dot lee at example.com",
        "mailto:ann.lee@example.com?subject=x",
        "ann.lee @ example . com",
        "It is about R-7K3M-92.",
        "about r7k3m92",
    ],
)
def test_is_found_and_taken_out(text):
    row = write(text)
    assert [one.number for one in find_mentions(ANN).requests] == [row.pk]
    row.form_data = take_out(row.form_data, ANN)
    row.save()
    assert "[taken out]" in row.form_data["f_text"]
    assert not find_mentions(ANN).requests


def test_numbers_in_letters_and_of_other_countries():
    write("call 703-555-CARE")
    assert find_mentions(make_sought("+17035552273")).requests
    write("my son in Berlin: 030 / 90 18 20")
    assert len(find_mentions(make_sought("+4930901820")).requests) == 1


@pytest.mark.parametrize(
    "text",
    [
        "703-555-0124", "555-0124", "1703555012", "joann.lee@example.com", "ann.lee@example.com.au",
        "ann.lee@example.community", "X7K3M-92", "I have three children and one dog, 5 of us", "703. On 555 days, 0123.",
    ],
)  # fmt: skip
def test_others_are_not(text):
    write(text)
    assert not find_mentions(ANN).requests


def test_earlier_answers_and_notes_are_read_and_what_no_key_opens_is_counted(settings):
    row = write("nothing")
    row.amendments = [{"at": "2026-01-01", "form_data": {"f_text": "703 555 0123 is Ann"}}]
    row.save()
    found = find_mentions(ANN)
    assert [(one.label, one.text) for one in found.requests[0].mentions] == [
        ("Anything else?", "703 555 0123 is Ann")
    ]
    settings.FIELD_ENCRYPTION_KEYS = ["MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="]
    found = find_mentions(ANN)
    assert (found.requests, found.unread) == ([], 1)


class TestScreen:
    @pytest.fixture
    def manager(self):
        return sign_in(roles.MANAGER)

    def post(self, client, **values):
        return client.post(reverse("inbox:person"), {"who": "703 555 0123", **values})

    def test_lists_them_unticked_with_the_question_and_says_what_was_searched(self, manager):
        row = write("Please call Ann, 703 555 0123.")
        page = BeautifulSoup(self.post(manager).content, "html.parser")
        box = page.select_one("input[name=named]")
        assert (box["value"], box.has_attr("checked")) == (str(row.pk), False)
        assert "‘Anything else?’" in page.find("label", attrs={"for": box["id"]}).get_text()
        assert page.find("a", href=reverse("inbox:detail", args=[row.pk]))
        searched = page.select_one(".inbox-searched").get_text(" ", strip=True)
        assert "Not searched: names" in searched and "backups" in searched
        # Where nothing is found, it says so, too.
        Submission.objects.all().delete()
        assert "Not searched" in self.post(manager).content.decode()

    def test_a_ticked_one_goes_into_the_file_as_its_text_alone(self, manager):
        row = write("Please call Ann, 703 555 0123.")
        write("Or 703 555 0123, but this is not about her.")
        data = json.loads(self.post(manager, do="export", named=row.pk).content)
        assert data["named in what others wrote"] == [
            {"question": "Anything else?", "text": "Please call Ann, 703 555 0123."}
        ]
        assert data["requests"] == []

    def test_deleting_takes_out_what_names_them_and_leaves_the_rest(self, manager):
        own = SubmissionFactory(phone="+17035550123", phone_hash=phone_hash("+17035550123"))
        row, other = write("Call Ann, 703 555 0123, please."), write("703 555 0123 again")
        done = self.post(manager, do="erase", confirm="yes", number=own.pk, named=row.pk)
        assert done.status_code == 302
        assert not Submission.objects.filter(pk=own.pk).exists()
        row, other = Submission.objects.get(pk=row.pk), Submission.objects.get(pk=other.pk)
        assert row.form_data["f_text"] == "Call Ann, [taken out], please."
        assert row.form_data["f_phone"] == "+12025550177"
        assert other.form_data["f_text"] == "703 555 0123 again"

    def test_a_legal_hold_on_the_other_request_stops_all_of_it(self, manager):
        own = SubmissionFactory(phone="+17035550123", phone_hash=phone_hash("+17035550123"))
        row = write("Call Ann, 703 555 0123, please.", legal_hold=True)
        done = self.post(manager, do="erase", confirm="yes", number=own.pk, named=row.pk)
        assert done.status_code == 409
        assert Submission.objects.filter(pk=own.pk).exists()


def test_one_that_is_the_persons_own_is_not_listed_twice():
    own = SubmissionFactory(phone="+17035550123", phone_hash=phone_hash("+17035550123"))
    own.form_data = {**own.form_data, "f_text": "I am at 703 555 0123"}
    own.save()
    found = subject.find_subject(subject.identify_person("703 555 0123"))
    assert [row.pk for row in found.requests] == [own.pk]
    assert not found.mentioned
