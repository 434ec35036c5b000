"""The hidden field is for programs alone: no browser, password manager, reader or keyboard comes to it."""

import re

import pytest

from forms.requests.defences.spam import HONEYPOT
from tests.forms.visitor import Visitor

# What browsers and password managers look for in a field's name, id and label (read in the sources of Chromium's
# autofill, of Bitwarden and of KeePassXC's extension, which fills what is drawn alone; the words of four languages that
# their lists share).
LOOKED_FOR = [
    "name",
    "nom",
    "nome",
    "vorname",
    "prenom",
    "first",
    "last",
    "middle",
    "initial",
    "surname",
    "family",
    "given",
    "title",
    "prefix",
    "suffix",
    "nick",
    "mail",
    "courriel",
    "phone",
    "mobile",
    "tel",
    "handy",
    "fax",
    "area",
    "country",
    "land",
    "pays",
    "ext",
    "address",
    "addr",
    "adresse",
    "street",
    "strasse",
    "line",
    "suite",
    "unit",
    "city",
    "town",
    "ort",
    "stadt",
    "ville",
    "state",
    "province",
    "region",
    "county",
    "zip",
    "postal",
    "post",
    "plz",
    "code",
    "pin",
    "location",
    "suburb",
    "other",
    "company",
    "business",
    "organi",
    "firma",
    "entreprise",
    "employer",
    "website",
    "web",
    "url",
    "homepage",
    "site",
    "user",
    "login",
    "pass",
    "account",
    "search",
    "query",
    "find",
    "lookup",
    "go",
    "card",
    "cc",
    "cvv",
    "cvc",
    "csc",
    "cid",
    "ccv",
    "exp",
    "month",
    "year",
    "date",
    "mm",
    "yy",
    "number",
    "nummer",
    "no",
    "num",
    "price",
    "rate",
    "cost",
    "birth",
    "bday",
    "day",
    "age",
    "sex",
    "gender",
    "ssn",
    "passport",
    "iban",
    "routing",
    "otp",
    "totp",
    "2fa",
    "mfa",
    "token",
    "captcha",
    "verif",
    "secur",
    "answer",
    "promo",
    "coupon",
    "gift",
    "voucher",
    "company",
    "attn",
    "attention",
    "department",
    "language",
    "auth",
    "challenge",
    "idvpin",
    "2fpin",
    "one_time",
    "twofa",
    "factor",
    "brand",
    "holder",
]


@pytest.fixture
def tag(form_page):
    return Visitor(form_page.url).form.find("input", attrs={"name": HONEYPOT})


def test_nothing_that_fills_forms_has_a_value_for_it(tag):
    label = tag.find_previous("label")
    assert label["for"] == tag["id"]
    for text in (tag["name"], tag["id"], label.get_text()):
        words = re.findall(r"[a-z0-9]+", text.casefold())
        # Short words are compared whole, long ones anywhere: as those who look for them do.
        hits = [w for w in LOOKED_FOR if w in words or (len(w) > 3 and w in text.casefold())]
        assert hits == [], text


def test_it_is_not_placed_shown_read_out_or_reached(tag):
    box = tag.find_parent("div")
    assert box.has_attr("hidden")
    assert box["aria-hidden"] == "true"
    assert tag["tabindex"] == "-1"
    assert not tag.has_attr("required")
    assert not tag.has_attr("placeholder")


def test_it_asks_for_nothing_and_tells_password_managers_so(tag):
    assert tag["autocomplete"] == "off"
    assert {"data-1p-ignore", "data-bwignore", "data-lpignore", "data-form-type"} <= set(tag.attrs)
    assert tag["value"] == ""


def test_a_field_of_its_old_name_says_nothing(form_page):
    from forms.models import Submission
    from tests.forms.visitor import fill_small

    visitor = fill_small(Visitor(form_page.url))
    visitor.values["website"] = ["https://example.com"]
    visitor.press("Send")
    assert Submission.objects.get().verdict == "passed"
