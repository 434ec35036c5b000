"""The kinds of question a form can ask, and what each brings along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class Kind:
    """One kind of question.

    `input` is how it is drawn (text, textarea, select, radio, checkboxes, checkbox, consent);
    `options` are fixed answers as (stored code, label), for kinds whose answers code works with;
    `own_choices` says that staff write the answers.
    """

    label: Text
    input: str = "text"
    autocomplete: str = ""
    inputmode: str = ""
    type: str = "text"
    max_length: int = 120
    options: tuple[tuple[str, Text], ...] = ()
    own_choices: bool = False
    note: Text = ""
    personal: bool = False


NO_DETAILS: Final = _("Please do not include medical details.")
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

KINDS: Final[dict[str, Kind]] = {
    "name": Kind(_("First name"), autocomplete="given-name", max_length=80, personal=True),
    "phone": Kind(
        _("Telephone"),
        autocomplete="tel",
        inputmode="tel",
        type="tel",
        # Room for '(cell), or 703-555-0199 after 5 pm'.
        max_length=120,
        personal=True,
    ),
    "email": Kind(
        _("E-mail"),
        autocomplete="email",
        inputmode="email",
        type="email",
        max_length=254,
        personal=True,
    ),
    "contact_method": Kind(
        _("Preferred contact: call, text or e-mail"),
        input="radio",
        options=(("call", _("Call me")), ("text", _("Text me")), ("email", _("E-mail me"))),
    ),
    "voicemail": Kind(_("May we leave a voicemail?"), input="radio", options=YES_NO),
    "say_clinic": Kind(_("May we say the clinic's name?"), input="radio", options=YES_NO),
    "times": Kind(
        _("Best times"),
        input="checkboxes",
        options=(
            ("morning", _("Morning")),
            ("midday", _("Around noon")),
            ("afternoon", _("Afternoon")),
            ("any", _("Any time in opening hours")),
        ),
    ),
    "state": Kind(_("State"), input="select", autocomplete="address-level1", options=STATES),
    "location": Kind(_("Location of the clinic"), input="radio"),
    "age_confirm": Kind(_("‘I am 18 or older’"), input="checkbox"),
    "visitor_kind": Kind(
        _("Who is asking: new, current, for someone else, referring clinician"),
        input="radio",
        options=(
            ("new", _("I am new here")),
            ("current", _("I am a current patient")),
            ("someone_else", _("I am asking for someone else")),
            ("referrer", _("I am a clinician who refers a patient")),
        ),
    ),
    "help_wanted": Kind(
        _("What would help: call, appointment, cost estimate, another question"),
        input="checkboxes",
        options=(
            ("call", _("A call to talk it over")),
            ("appointment", _("An appointment")),
            ("estimate", _("I would like a cost estimate")),
            ("question", _("Another question")),
        ),
    ),
    "interpreter": Kind(_("Interpreter needed?"), input="radio", options=YES_NO),
    "access": Kind(
        _("Access needs (short text)"), input="textarea", max_length=300, note=NO_DETAILS
    ),
    "consent_contact": Kind(_("Consent: contact about this request"), input="consent"),
    "consent_text": Kind(_("Consent: text messages"), input="consent"),
    "consent_news": Kind(_("Consent: news and offers"), input="consent"),
    "short_text": Kind(
        _("Short text (300 characters)"), input="textarea", max_length=300, note=NO_DETAILS
    ),
    "singleline": Kind(_("One line of text"), max_length=120),
    "radio": Kind(_("One answer of several (buttons)"), input="radio", own_choices=True),
    "dropdown": Kind(_("One answer of several (list)"), input="select", own_choices=True),
    "checkboxes": Kind(_("Several answers"), input="checkboxes", own_choices=True),
    "checkbox": Kind(_("One tick"), input="checkbox"),
    "yes_no": Kind(_("Yes or no"), input="radio", options=YES_NO),
}
FIELD_TYPES: Final = [(name, kind.label) for name, kind in KINDS.items()]
CONSENTS: Final = ("consent_contact", "consent_text", "consent_news")
# Kinds of which a form has at most one, because code looks them up by kind.
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
