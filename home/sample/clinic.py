"""What stands around the pages: settings, menus, categories and notices."""

from __future__ import annotations

from typing import Any

from .write import Block, Ref, Rich

NAME = "Avesta Ketamine and Wellness"

# (703) 555-0100 to 0199 is kept for use in fiction: nobody is called by mistake.
SETTINGS: dict[str, Any] = {
    "name": NAME,
    "tagline": "Careful ketamine treatment, explained in plain words",
    "description": (
        "We give ketamine infusions to adults with depression and some other conditions. We say what "
        "is known, what is not, and what else might help."
    ),
    "social_image": Ref("image", "social-card"),
    "phone": "(703) 555-0142",
    "text_number": "(703) 555-0143",
    "text_label": "Text us",
    "text_caption": "Please leave out medical details. Text messages are not encrypted.",
    "email": "hello@clinic.example",
    "request_label": "Request an appointment",
    "request_page": Ref("page", "request"),
    "request_banner": "Ready to talk? We call back the same business day.",
    "consultation_label": "Ask for a free consultation",
    "consultation_page": Ref("page", "consultation"),
    "consultation_small_print": (
        "The free consultation is a phone call of about 15 minutes. It includes your questions and our "
        "view on whether a visit makes sense. It does not include an exam, a diagnosis or treatment. "
        "You owe nothing for it, whatever you decide. Any later visit has its own price, and you see a "
        "written estimate first."
    ),
    "crisis_text": Rich(
        "**In a crisis, call or text 988** at any hour. Veterans: press 1. In an emergency call 911."
    ),
    "form_not_watched": "This form is not watched around the clock. We read it during opening hours.",
    "financial_interest": "We offer this treatment, so we have a financial interest in it.",
    "medical_disclaimer": (
        "This page gives general information. It is not medical advice and does not replace a talk with "
        "a clinician who knows you."
    ),
    "sample_note": (
        "This is a sample site. Its people, address and prices are placeholders, and its texts await a "
        "clinician's approval."
    ),
    "footer_text": Rich(
        "Ketamine for mood and pain conditions is off-label. Read what that means on our "
        "{{page:safety|safety page}}."
    ),
    "copyright_name": NAME,
}

# Where the front desk is told that a request came in. The ending .example belongs to nobody (RFC 2606).
FRONT_DESK = "frontdesk@clinic.example"

CATEGORIES: list[dict[str, Any]] = [
    {
        "slug": "basics",
        "name": "How ketamine works",
        "description": "What the medicine is, where it comes from, and what it may do in the brain.",
        "order": 10,
    },
    {
        "slug": "conditions",
        "name": "Conditions",
        "description": "Depression, PTSD, anxiety, OCD and pain: what studies found, and what they did not.",
        "order": 20,
    },
    {
        "slug": "safety",
        "name": "Safety",
        "description": "Side effects, risks, and how we watch over you.",
        "order": 30,
    },
    {
        "slug": "visits",
        "name": "Visits and costs",
        "description": "Getting ready, the day itself, the days after, and paying for it.",
        "order": 40,
    },
    {
        "slug": "research",
        "name": "Reading the research",
        "description": "How to tell a strong study from a weak one, in plain words.",
        "order": 50,
    },
]  # fmt: skip

NOTICES: dict[str, dict[str, Any]] = {
    "estimate": {
        "title": "You have the right to a good-faith estimate",
        "text": Rich(
            "If you have no insurance or don't plan to use it, you can ask for a written estimate of what "
            "your care will cost, before you have it. Read about your "
            "{{page:good-faith-estimate|good-faith estimate}}."
        ),
        "tone": "note",
        "place": "prices",
    },
    "forms": {
        "title": "Cost estimates and language help",
        "text": Rich(
            "You may ask us for a written {{page:good-faith-estimate|cost estimate}} here. If you need an "
            "interpreter or other help, say so: {{page:non-discrimination|it is free}}."
        ),
        "tone": "note",
        "place": "forms",
    },
    "language": {
        "title": "Language help is free",
        "text": Rich(
            "We offer interpreters, large print and other help at no charge. Tell us what you need when "
            "you call or write."
        ),
        "tone": "note",
        "place": "chosen",
    },
}


def _page(key: str, label: str = "") -> Block:
    return Block("page", {"page": Ref("page", key), "label": label})


def _group(label: str, *links: tuple[str, str]) -> Block:
    rows = [{"page": Ref("page", key), "label": words} for key, words in links]
    return Block("group", {"label": label, "links": rows})


_TREATMENTS = (
    ("ketamine-infusions", "Ketamine infusions"),
    ("depression", "Depression"),
    ("ptsd", "PTSD"),
    ("anxiety", "Anxiety"),
    ("ocd", "OCD"),
    ("chronic-pain", "Chronic pain"),
)

# Place → heading and links.
MENUS: dict[str, tuple[str, list[Block]]] = {
    "main": (
        "",
        [
            _group("Treatments", ("treatments", "All treatments"), *_TREATMENTS),
            _page("first-visit", "First visit"),
            _page("costs", "Costs"),
            _page("safety", "Safety"),
            _page("about", "About us"),
            _page("blog", "Blog"),
        ],
    ),
    "footer-1": ("Treatments", [_page(key, label) for key, label in _TREATMENTS]),
    "footer-2": (
        "The clinic",
        [
            _page("about", "About us"),
            _page("first-visit", "First visit"),
            _page("costs", "Costs"),
            _page("safety", "Safety"),
            _page("questions", "Questions"),
            _page("blog", "Blog"),
            _page("crisis-help", "Help in a crisis"),
        ],
    ),
    "legal": (
        "",
        [
            _page("privacy-practices", "Notice of Privacy Practices"),
            _page("health-data", "Consumer health data"),
            _page("good-faith-estimate", "Good-faith estimate"),
            _page("non-discrimination", "Non-discrimination and language help"),
            _page("accessibility", "Accessibility"),
        ],
    ),
}
