"""Numbers and addresses as people write them are understood, and the other words are kept."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from forms.models import Submission
from forms.requests.hashes import email_hash, phone_hash
from forms.requests.inbox.data.exports import make_table
from forms.requests.presenters import list_answers
from forms.requests.workflow import find_duplicates
from forms.requests.written import suggest_email, understand_email, understand_phone
from staff import roles
from tests.factories.forms import FormPageFactory, request_settings
from tests.forms.visitor import Visitor, fill_small
from tests.staff.people import sign_in

ONE = "+17035550123"
PHONES = [
    ("703-555-0123", ONE, ""),
    ("703-555-0123 (cell)", ONE, "cell"),
    ("703-555-0123 home", ONE, "home"),
    ("703-555-0123 … after 5pm", ONE, "… after 5pm"),
    ("703-555-0123after 5pm", ONE, "after 5pm"),
    ("call 703-555-0123 please", ONE, "call please"),
    ("703-555-0123 or 703-555-0199", ONE, "or 703-555-0199"),
    ("7035550123 7035550199", ONE, "7035550199"),
    ("001 703 555 0123", ONE, ""),
    ("0017035550123 cell", ONE, "cell"),
    ("+1 (703) 555-0123", ONE, ""),
    ("(703) 555-0123 x 12", f"{ONE};ext=12", ""),
    ("703.555.0123 ext. 12 after 5", f"{ONE};ext=12", "after 5"),
    ("+17035550123;ext=12", f"{ONE};ext=12", ""),
    ("1-800-FLOWERS", "+18003569377", ""),
    ("1-800-FLOWERS ask for Ann", "+18003569377", "ask for Ann"),
    ("７０３－５５５－０１２３", ONE, ""),
    ("٧٠٣٥٥٥٠١٢٣", ONE, ""),
    ("703\u00a0555\u20110123", ONE, ""),
    ("703–555—0123", ONE, ""),
    ("703_555_0123", ONE, ""),
    ("703-555-0123 12/05/2026", ONE, "12/05/2026"),
    ("tel: 703-555-0123", ONE, ""),
    ("cell: 703-555-0123", ONE, "cell"),
    ("\u200b703-555-0123\ufeff", ONE, ""),
    ("Ann 703-555-0123 (after 5pm), leave a message", ONE, "Ann (after 5pm), leave a message"),
    # What stands around it keeps its meaning.
    ("703-555-0123 no voicemail", ONE, "no voicemail"),
    ("no texting: 703-555-0123", ONE, "no texting"),
    ("no calls 703-555-0123 text only", ONE, "no calls text only"),
    ("703-555-0123 phone is shared", ONE, "phone is shared"),
    ("phone is shared 703-555-0123", ONE, "phone is shared"),
    ("703-555-0123 text only", ONE, "text only"),
    ("my wife’s number 703-555-0123", ONE, "my wife’s number"),
    ("Phone # 703-555-0123", ONE, ""),
    ("phone no. 703-555-0123", ONE, ""),
    ("No: 703-555-0123", ONE, ""),
    ("703-555-0123x123", f"{ONE};ext=123", ""),
    ("703-555-0123 #12", f"{ONE};ext=12", ""),
    ("703-555-0123 extn 12", f"{ONE};ext=12", ""),
    ("cell 703-555-0123 home 703-555-0199", ONE, "cell … home 703-555-0199"),
    ("(h) 703-555-0123 (c) 703-555-0199", ONE, "h … (c) 703-555-0199"),
    ("703·555·0123", ONE, ""),
    ("703•555•0123 work", ONE, "work"),
    ("703\\555\\0123", ONE, ""),
    ("703,555,0123", ONE, ""),
    ("1, 703, 555-0123 evenings", ONE, "evenings"),
    ("7O3-555-O123", ONE, ""),
    ("703-555-KETA ask for Bo", "+17035555382", "ask for Bo"),
    ("1-800-GO-FEDEX", "+18004633339", ""),
    ("+52 55 5555 0123 (México)", "+525555550123", "México"),
    ("011 49 30 901820", "+4930901820", ""),
    ("00 44 20 7946 0958", "+442079460958", ""),
    ("011 44 20 7946 0958", "+442079460958", ""),
]


@pytest.mark.parametrize(("typed", "value", "note"), PHONES)
def test_telephone_numbers(typed, value, note):
    found = understand_phone(typed)
    assert (found.value, found.note) == (value, note)


@pytest.mark.parametrize(
    "typed",
    [
        "555-0123",
        "call me",
        "703-000-0000",
        "123-45-6789",
        "703 555 cell",
        "020 7946 0958",
        "no phone",
        "do not call",
        "12/05/2026",
        "ann@example.com",
        "",
        "☎",
    ],
)
def test_what_nobody_can_dial(typed):
    assert understand_phone(typed).value == ""


EMAILS = [
    ("ann@example.com", "ann@example.com", ""),
    ("mailto:ann@example.com", "ann@example.com", ""),
    ("mailto:ann@example.com?subject=x", "ann@example.com", ""),
    ("ann@example.com.", "ann@example.com", ""),
    ("ann@example.com,", "ann@example.com", ""),
    (" ann @ example.com ", "ann@example.com", ""),
    ("ann@example .com", "ann@example.com", ""),
    ("ann＠example．com", "ann@example.com", ""),
    ("ann@example.com\u200b", "ann@example.com", ""),
    ("Ann <ann@example.com>", "ann@example.com", "Ann"),
    ("ann@example.com (work)", "ann@example.com", "work"),
    ("ann@example.com or bob@example.com", "ann@example.com", "or bob@example.com"),
    ('"ann@example.com"', "ann@example.com", ""),
    ("ann@example.com no phone calls", "ann@example.com", "no phone calls"),
    ("“ann@example.com”", "ann@example.com", ""),
    ("ann@example.com!", "ann@example.com", ""),
    ("Email ann@example.com", "ann@example.com", ""),
    ("http://ann@example.com", "ann@example.com", "http"),
    ("ann@example.com (husband's)", "ann@example.com", "husband's"),
    ("my email is ann@example.com", "ann@example.com", "my email is"),
    ("at.home@example.com", "at.home@example.com", ""),
]


@pytest.mark.parametrize(("typed", "value", "note"), EMAILS)
def test_e_mail_addresses(typed, value, note):
    found = understand_email(typed)
    assert (found.value, found.note) == (value, note)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("name@gmail,com", "name@gmail.com"),
        ("name at gmail dot com", "name@gmail.com"),
        ("name(at)gmail.com", "name@gmail.com"),
        ("name@gmail", "name@gmail.com"),
        ("name@gmailcom", "name@gmail.com"),
        ("name@@gmail..com", "name@gmail.com"),
        ("ann lee@example.com", "annlee@example.com"),
    ],
)
def test_what_is_nearly_an_address_is_asked_about(form_page, typed, meant):
    assert understand_email(typed).value == ""
    assert suggest_email(typed) == meant
    visitor = fill_small(Visitor(form_page.url), how="E-mail me", email=typed).press("Send")
    assert visitor.errors == [f"Check the e-mail address. Did you mean {meant}?"]
    assert visitor.input("E-mail (optional)")["value"] == typed


def test_one_kind_typed_into_the_field_of_the_other_says_so(form_page):
    visitor = fill_small(Visitor(form_page.url), phone="ann@example.com", email="703 555 0123")
    visitor.press("Send")
    phone, email = visitor.errors
    assert "reads like an e-mail address" in phone
    assert "reads like a telephone number" in email
    assert Submission.objects.count() == 0


@pytest.mark.django_db
class TestNotes:
    typed = "703-555-0123 (cell) or 703-555-0199 after 5 pm, please leave a message"

    @pytest.fixture
    def stored(self, form_page):
        visitor = fill_small(
            Visitor(form_page.url), phone=self.typed, email="Ann <ann@example.com>"
        )
        visitor.press("Send")
        assert visitor.title == "We have your request"
        return Submission.objects.get()

    def test_the_number_is_what_is_dialled_and_compared(self, stored):
        assert stored.answer("phone") == ONE
        assert (stored.phone_hash, stored.email_hash) == (
            phone_hash(ONE), email_hash("ANN@example.com"),
        )  # fmt: skip

    def test_the_words_are_kept_with_the_answer(self, stored):
        assert stored.note("phone") == "(cell) or 703-555-0199 after 5 pm, please leave a message"
        rows = {row["label"]: row["text"] for row in list_answers(stored.schema, stored.form_data)}
        assert rows["Telephone"] == f"(703) 555-0123 – {stored.note('phone')}"
        assert rows["E-mail"] == "ann@example.com – Ann"
        assert not any(":note" in label for label in rows)

    def test_the_database_holds_them_encrypted(self, stored):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM clinic_forms_submission")
            assert "555-0199" not in str(cursor.fetchone())

    def test_staff_see_them_in_the_inbox_and_in_the_export(self, stored):
        page = BeautifulSoup(
            sign_in(roles.FRONT_DESK).get(reverse("inbox:detail", args=[stored.pk])).content,
            "html.parser",
        )
        assert "703-555-0199" in page.select_one(".inbox-reach").get_text()
        heading, row = make_table([stored])
        assert "703-555-0199" in row[heading.index("Telephone")]

    def test_the_same_person_is_found_however_the_number_is_written(self, stored, form_page):
        fill_small(Visitor(form_page.url), phone="001 703 555 0123 home", name="Bea").press("Send")
        other = Submission.objects.latest("pk")
        assert list(find_duplicates(other)) == [stored]

    def test_the_visitor_sees_them_before_sending(self, db):
        request_settings()
        page = FormPageFactory(
            check_answers=True, questions=[{"field_type": "phone", "label": "Telephone"}]
        )
        visitor = Visitor(page.url).fill("Telephone", "call 001 703 555 0123 please")
        visitor.press("Check your answers")
        assert "(703) 555-0123 – call please" in visitor.text


@pytest.mark.parametrize("name", ["  Ann\u00a0Lee ", "\u200bAnn\u2060 Lee\ufeff", "Ann\tLee\n"])
def test_a_name_is_stored_as_it_is_read(form_page, name):
    fill_small(Visitor(form_page.url), name=name).press("Send")
    assert Submission.objects.get().answer("name") == "Ann Lee"
