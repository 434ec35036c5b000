"""The types of question a form can ask, and what each brings along."""

from __future__ import annotations

import json
from typing import Any, Final

from django.forms import Select
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from clinic.layout import default_layout

from ..requests.questions import QuestionType


def read_clinic_words(name: str) -> str:
    """Return a sentence of the clinic's settings, as it is now."""
    return str(getattr(default_layout().clinic, name))


# Read anew each time it is shown.
NO_DETAILS: Final = lazy(read_clinic_words, str)("no_details")
YES_NO: Final = (("yes", _("Yes")), ("no", _("No")))

_STATES = tuple(
    (code, name)
    for code, name in (
        line.split(":")
        for line in (
            "AL:Alabama AK:Alaska AZ:Arizona AR:Arkansas CA:California CO:Colorado CT:Connecticut "
            "DE:Delaware DC:District_of_Columbia FL:Florida GA:Georgia HI:Hawaii ID:Idaho "
            "IL:Illinois IN:Indiana IA:Iowa KS:Kansas KY:Kentucky LA:Louisiana ME:Maine "
            "MD:Maryland MA:Massachusetts MI:Michigan MN:Minnesota MS:Mississippi MO:Missouri "
            "MT:Montana NE:Nebraska NV:Nevada NH:New_Hampshire NJ:New_Jersey NM:New_Mexico "
            "NY:New_York NC:North_Carolina ND:North_Dakota OH:Ohio OK:Oklahoma OR:Oregon "
            "PA:Pennsylvania RI:Rhode_Island SC:South_Carolina SD:South_Dakota TN:Tennessee "
            "TX:Texas UT:Utah VT:Vermont VA:Virginia WA:Washington WV:West_Virginia "
            "WI:Wisconsin WY:Wyoming AS:American_Samoa GU:Guam MP:Northern_Mariana_Islands "
            "PR:Puerto_Rico VI:U.S._Virgin_Islands XX:Outside_the_US"
        )
        .replace("_", "\u00a0")
        .split(" ")
    )
)
STATES: Final = tuple((code, name.replace("\u00a0", " ")) for code, name in _STATES)

QUESTION_TYPES: Final[dict[str, QuestionType]] = {
    "name": QuestionType(_("First name"), autocomplete="given-name", max_length=80, personal=True),
    "phone": QuestionType(
        _("Telephone"),
        autocomplete="tel",
        inputmode="tel",
        type="tel",
        # Room for '(cell), or 703-555-0199 after 5 pm'.
        max_length=120,
        personal=True,
    ),
    "email": QuestionType(
        _("E-mail"),
        autocomplete="email",
        inputmode="email",
        type="email",
        max_length=254,
        personal=True,
    ),
    "contact_method": QuestionType(
        _("Preferred contact: call, text or e-mail"),
        input="radio",
        options=(("call", _("Call me")), ("text", _("Text me")), ("email", _("E-mail me"))),
    ),
    "voicemail": QuestionType(_("May we leave a voicemail?"), input="radio", options=YES_NO),
    "say_clinic": QuestionType(_("May we say the clinic's name?"), input="radio", options=YES_NO),
    "times": QuestionType(
        _("Best times"),
        input="checkboxes",
        options=(
            ("morning", _("Morning")),
            ("midday", _("Around noon")),
            ("afternoon", _("Afternoon")),
            ("any", _("Any time in opening hours")),
        ),
    ),
    "state": QuestionType(
        _("State"), input="select", autocomplete="address-level1", options=STATES
    ),
    "location": QuestionType(_("Location of the clinic"), input="radio"),
    "age_confirm": QuestionType(_("‘I am 18 or older’"), input="checkbox"),
    "visitor_kind": QuestionType(
        _("Who is asking: new, current, for someone else, referring clinician"),
        input="radio",
        options=(
            ("new", _("I am new here")),
            ("current", _("I am a current patient")),
            ("someone_else", _("I am asking for someone else")),
            ("referrer", _("I am a clinician who refers a patient")),
        ),
    ),
    "help_wanted": QuestionType(
        _("What would help: call, appointment, cost estimate, another question"),
        input="checkboxes",
        options=(
            ("call", _("A call to talk it over")),
            ("appointment", _("An appointment")),
            ("estimate", _("I would like a cost estimate")),
            ("question", _("Another question")),
        ),
    ),
    "interpreter": QuestionType(_("Interpreter needed?"), input="radio", options=YES_NO),
    "access": QuestionType(
        _("Access needs (short text)"),
        input="textarea",
        max_length=300,
        note=NO_DETAILS,
        may_be_sensitive=True,
    ),
    "consent_contact": QuestionType(_("Consent: contact about this request"), input="consent"),
    "consent_text": QuestionType(_("Consent: text messages"), input="consent"),
    "consent_news": QuestionType(_("Consent: news and offers"), input="consent"),
    "short_text": QuestionType(
        _("Short text (300 characters)"),
        input="textarea",
        max_length=300,
        note=NO_DETAILS,
        may_be_sensitive=True,
    ),
    "singleline": QuestionType(_("One line of text"), max_length=120, may_be_sensitive=True),
    "number": QuestionType(_("Number"), inputmode="decimal", max_length=20, may_be_sensitive=True),
    "date": QuestionType(
        _("Date, never a birth date"), type="date", max_length=40, may_be_sensitive=True
    ),
    "radio": QuestionType(
        _("One answer of several (buttons)"), input="radio", own_choices=True, may_be_sensitive=True
    ),
    "dropdown": QuestionType(
        _("One answer of several (list)"), input="select", own_choices=True, may_be_sensitive=True
    ),
    "checkboxes": QuestionType(
        _("Several answers"), input="checkboxes", own_choices=True, may_be_sensitive=True
    ),
    "checkbox": QuestionType(_("One tick"), input="checkbox", may_be_sensitive=True),
    "yes_no": QuestionType(_("Yes or no"), input="radio", options=YES_NO, may_be_sensitive=True),
}
FIELD_TYPES: Final = [(name, one.label) for name, one in QUESTION_TYPES.items()]
CONSENTS: Final = ("consent_contact", "consent_text", "consent_news")
# Types of which a form has at most one, because code looks them up by type.
ONLY_ONE: Final = frozenset(
    {"name", "phone", "email", "contact_method", "visitor_kind", "help_wanted", *CONSENTS}
)
# Tokens of https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill that a
# short request form can need.
AUTOCOMPLETE: Final = [
    ("off", _("none: the browser shall not offer anything")),
    ("name", _("full name")),
    ("given-name", _("first name")),
    ("family-name", _("last name")),
    ("tel", _("telephone")),
    ("email", _("e-mail")),
    ("organization", _("organisation or practice")),
    ("address-level1", _("state")),
    ("address-level2", _("town")),
    ("postal-code", _("ZIP code")),
    ("language", _("language")),
]


class KindSelect(Select):
    """The editor's list of kinds. Each tells what it brings along, for `static/admin/questions.js`."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add to an option which answers the kind has, and which fields it needs."""
        option = super().create_option(name, value, *args, **kwargs)
        kind = QUESTION_TYPES.get(str(value))
        if kind is None:
            return option
        texts = [str(text) for _code, text in kind.options]
        if kind.input in ("checkbox", "consent"):
            texts = [str(YES_NO[0][1])]
        if texts:
            option["attrs"]["data-answers"] = json.dumps(texts, ensure_ascii=False)
        for told, is_so in (
            ("data-own", kind.own_choices),
            ("data-reworded", kind.can_be_reworded),
            ("data-consent", kind.input == "consent"),
            ("data-private", kind.may_be_sensitive),
            ("data-typed", kind.input in ("text", "textarea", "select")),
        ):
            if is_so:
                option["attrs"][told] = ""
        return option
