"""Starting forms: what a clinic can put on its site as it is and change from there.

No more is asked than a call back needs ('minimum necessary', 45 CFR 164.502(b)): no date of birth, no
insurance, no diagnosis. No box is ticked beforehand. What becomes of it is in `docs/privacy.md`.
"""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from pages.free_title import find_free_title

from .form_field import FormField
from .form_page import FormPage

CONTACT_WORDING: Final = (
    "You may use what I wrote here to contact me about this request, in the way I chose."
)
TEXT_WORDING: Final = (
    "You may text me about my request and my appointments. Message frequency varies; message and data "
    "rates may apply. Reply STOP to end messages or HELP for help. This is not a condition of care. "
    "Text messages are not encrypted."
)
NEWS_WORDING: Final = (
    "You may e-mail me news of the clinic from time to time. I can stop this at any time."
)


def _ask_who(section: str) -> list[dict[str, Any]]:
    return [
        {
            "field_type": "visitor_kind",
            "label": "Who is asking?",
            "section": section,
            "why": "So that the right person calls you, and calls prepared.",
        },
        {
            "field_type": "name",
            "label": "First name",
            "help_text": "The name we should call you by. It need not be the one on your papers.",
        },
        {
            "field_type": "age_confirm",
            "label": "The person who would be treated is 18 or older",
            "why": "We treat adults only.",
        },
    ]


def _ask_how_to_reach(
    section: str, *, label: str = "How shall we reach you?", hint: str = ""
) -> list[dict[str, Any]]:
    return [
        {"field_type": "contact_method", "label": label, "help_text": hint, "section": section},
        *_ask_contact(),
        {
            "field_type": "voicemail",
            "label": "May we leave a voicemail?",
            "required": False,
            "show_if": label,
            "show_if_answer": "Call me",
        },
        {
            "field_type": "say_clinic",
            "label": "May we say the clinic’s name when we reach you?",
            "required": False,
            "help_text": "If not, we give only a first name and ask for you.",
            "why": "Other people may hear a call or see a message.",
        },
        {
            "field_type": "times",
            "label": "When is a good time?",
            "required": False,
            "help_text": "Choose as many as you like.",
        },
        *_ask_consents(),
    ]


def _ask_consents() -> list[dict[str, Any]]:
    return [
        {
            "field_type": "consent_contact",
            "label": "Contact about this request",
            "wording": CONTACT_WORDING,
        },
        {
            "field_type": "consent_text",
            "label": "Text messages",
            "required": False,
            "wording": TEXT_WORDING,
        },
    ]


def _ask_contact() -> list[dict[str, Any]]:
    return [
        {
            "field_type": "phone",
            "label": "Telephone",
            "required": False,
            "help_text": "Needed if you ask us to call or text. With the area code.",
            "why": "Only to answer this request. We give it to nobody.",
        },
        {
            "field_type": "email",
            "label": "E-mail",
            "required": False,
            "help_text": "Needed if you ask for an e-mail.",
            "why": "Only to answer this request. We give it to nobody.",
        },
    ]


STARTERS: Final[dict[str, dict[str, Any]]] = {
    "appointment": {
        "purpose": gettext_lazy(
            "For people who want to come. Asks what they are looking for and how to reach them, step by step."
        ),
        "page": {
            "title": "Request an appointment",
            "slug": "request",
            "introduction": (
                "Tell us how to reach you. A person from the clinic answers, and nothing is decided yet."
            ),
            "use_steps": True,
            "check_answers": True,
            "next_steps": (
                "We talk for about fifteen minutes: what you are looking for, and what you want to know.\n"
                "If it sounds right to both of us, we find a time for a first visit.\n"
                "A clinician looks at your health history with you before any treatment. Not everybody can be treated."
            ),
        },
        "questions": [
            *_ask_who("About you"),
            {
                "field_type": "help_wanted",
                "label": "What would help?",
                "section": "What you are looking for",
                "help_text": "Choose as many as you like.",
                "why": "If you ask about cost, you have a right to a written estimate, and we send it in time.",
            },
            {
                "field_type": "state",
                "label": "Which state do you live in?",
                "required": False,
                "why": "Our clinicians are licensed by state.",
            },
            {
                "field_type": "location",
                "label": "Where would you come to us?",
                "required": False,
            },
            {
                "field_type": "interpreter",
                "label": "Do you need an interpreter?",
                "required": False,
                "why": "It costs you nothing, and we arrange it before we call.",
            },
            {
                "field_type": "singleline",
                "label": "Which language?",
                "required": False,
                "autocomplete": "language",
                "show_if": "Do you need an interpreter?",
                "show_if_answer": "Yes",
            },
            {
                "field_type": "access",
                "label": "Is there anything that makes a visit easier for you?",
                "required": False,
                "help_text": "For example a step-free way in, or somebody who comes with you.",
            },
            *_ask_how_to_reach("How to reach you"),
        ],
    },
    "consultation": {
        "purpose": gettext_lazy(
            "For people who want to talk first. One page, answered in two minutes."
        ),
        "page": {
            "title": "Free consultation",
            "slug": "consultation",
            "introduction": (
                "A first talk on the telephone, free of charge. Ask anything; it commits you to nothing."
            ),
            "use_steps": False,
            "check_answers": True,
            "next_steps": (
                "We agree on a time that suits you, or talk at once if you like.\n"
                "On the phone we talk for about fifteen minutes. You ask, we answer.\n"
                "If we are not the right place for you, we say so."
            ),
        },
        "questions": [
            *_ask_who(""),
            {
                "field_type": "help_wanted",
                "label": "What would help?",
                "required": False,
                "help_text": "Choose as many as you like.",
            },
            # Whoever can't or won't be called may still ask (rules: telephone or e-mail), so all three
            # ways stay; the words say what each of them leads to.
            *_ask_how_to_reach(
                "",
                label="How shall we reach you to set a time?",
                hint="The talk itself is a phone call. If you choose e-mail, we write to agree on when, and on which number.",
            ),
            {
                "field_type": "short_text",
                "label": "Is there something you would like us to know before we talk?",
                "required": False,
            },
            {
                "field_type": "consent_news",
                "label": "News of the clinic",
                "required": False,
                "wording": NEWS_WORDING,
            },
        ],
    },
    "contact": {
        "purpose": gettext_lazy(
            "For any other question. A name, a way to answer, and 300 characters."
        ),
        "page": {
            "title": "Write to us",
            "slug": "contact",
            "introduction": "Ask us anything about the clinic. A person reads it and answers.",
            "use_steps": False,
            "check_answers": True,
            "next_steps": "If your question needs a longer talk, we offer you a time for one.",
        },
        "questions": [
            {
                "field_type": "name",
                "label": "First name",
                "help_text": "The name we should call you by. It need not be the one on your papers.",
            },
            {
                "field_type": "short_text",
                "label": "What would you like to know?",
            },
            *(q for q in _ask_how_to_reach("") if q["field_type"] != "times"),
        ],
    },
}


def fill_page(page: FormPage, starter: str) -> FormPage:
    """Give an unsaved `page` the questions of a starter. Returns the page.

    Raises KeyError for a starter that does not exist.
    """
    page.form_fields = [
        FormField(sort_order=order, **question)
        for order, question in enumerate(STARTERS[starter]["questions"])
    ]
    return page


def draft_form(parent: Page, starter: str, owner: AbstractBaseUser) -> FormPage:
    """Put an unpublished form under `parent`, ready to be changed.

    Parameters: `starter`, a key of STARTERS, or '' for a form without questions; `owner`, who began it.
    Returns the page, with an address that is free. Raises KeyError for a starter that does not exist.
    """
    values = STARTERS[starter]["page"] if starter else {"title": _("New form")}
    page = FormPage(**{**values, "slug": ""}, live=False, owner=owner)
    if starter:
        fill_page(page, starter)
    page.title = find_free_title(parent, str(page.title))
    with transaction.atomic():
        parent.add_child(instance=page)
        page.save_revision(user=owner, log_action=False)
    return page


def starter_cards() -> list[dict[str, Any]]:
    """Return what the choice shows of each starter: its key, title, purpose and questions."""
    return [
        {
            "key": key,
            "title": starter["page"]["title"],
            "purpose": starter["purpose"],
            "questions": [question["label"] for question in starter["questions"]],
            "steps": starter["page"]["use_steps"],
        }
        for key, starter in STARTERS.items()
    ]
