"""Factories for forms and requests."""

from __future__ import annotations

from typing import Any

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory
from wagtail.models import Page, Site
from wagtail_factories import PageFactory

from forms.models import Consent, FormField, FormPage, OutboxMessage, RequestSettings, Submission
from forms.pages.starters import STARTERS, fill_page
from forms.requests.hashes import email_hash, phone_hash
from forms.requests.models import ConsentType, MessageType

from .home import home_page

# A small form that most tests use: name, contact, a condition, a consent and a free text.
SMALL: tuple[dict[str, Any], ...] = (
    {"field_type": "name", "label": "First name"},
    {"field_type": "contact_method", "label": "How shall we reach you?"},
    {"field_type": "phone", "label": "Telephone", "required": False},
    {"field_type": "email", "label": "E-mail", "required": False},
    {
        "field_type": "voicemail",
        "label": "May we leave a voicemail?",
        "show_if": "How shall we reach you?",
        "show_if_answer": "Call me",
    },
    {"field_type": "help_wanted", "label": "What would help?", "required": False},
    {"field_type": "short_text", "label": "Anything else?", "required": False},
    {
        "field_type": "consent_contact",
        "label": "Contact",
        "wording": "You may contact me about this request.",
    },
    {
        "field_type": "consent_text",
        "label": "Text messages",
        "required": False,
        "wording": "You may text me. Reply STOP to end.",
    },
)


class FormPageFactory(PageFactory):
    """A form of one page that sends at once. `questions` are the values of its fields."""

    title = factory.Sequence("Write to us {}".format)
    parent = factory.LazyFunction(home_page)
    check_answers = False
    use_steps = False

    class Meta:
        model = FormPage
        skip_postgeneration_save = True

    @factory.post_generation
    def questions(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Give the form its questions: SMALL unless told."""
        values = SMALL if extracted is None else extracted
        self.form_fields = [
            FormField(sort_order=order, **question) for order, question in enumerate(values)
        ]
        self.save()


def starter_form(starter: str = "appointment", **values: Any) -> FormPage:
    """Return a page with one of the starting forms; 'appointment' has steps."""
    return FormPageFactory(
        **{
            "title": "Request an appointment",
            "use_steps": starter == "appointment",
            "check_answers": True,
            "questions": STARTERS[starter]["questions"],
            **values,
        }
    )


def request_settings(**values: Any) -> RequestSettings:
    """Return the request settings of the default site, with `values`."""
    home_page()
    site = Site.objects.get(is_default_site=True)
    values.setdefault("notify", "desk@clinic.example")
    settings, _made = RequestSettings.objects.update_or_create(site=site, defaults=values)
    return settings


SCHEMA = [
    {"key": "f_name", "kind": "name", "label": "First name", "section": "", "options": []},
    {
        "key": "f_how",
        "kind": "contact_method",
        "label": "How?",
        "section": "",
        "options": [["call", "Call me"], ["text", "Text me"], ["email", "E-mail me"]],
    },
    {"key": "f_phone", "kind": "phone", "label": "Telephone", "section": "", "options": []},
    {"key": "f_email", "kind": "email", "label": "E-mail", "section": "", "options": []},
]


class SubmissionFactory(DjangoModelFactory):
    """A request as it was stored. `phone`, `email` and `how` are its answers."""

    class Meta:
        model = Submission

    class Params:
        name = "Ann"
        how = "call"
        phone = factory.Sequence(lambda n: f"+1555010{n % 10000:04d}")
        email = ""

    form_title = "Write to us"
    source_path = "/write/"
    verdict = Submission.Verdict.PASSED
    schema = factory.LazyFunction(lambda: [dict(question) for question in SCHEMA])
    form_data = factory.LazyAttribute(
        lambda o: {"f_name": o.name, "f_how": o.how, "f_phone": o.phone, "f_email": o.email}
    )
    phone_hash = factory.LazyAttribute(lambda o: phone_hash(o.phone))
    email_hash = factory.LazyAttribute(lambda o: email_hash(o.email))


class ConsentFactory(DjangoModelFactory):
    """A consent as it was given."""

    class Meta:
        model = Consent

    submission = factory.SubFactory(SubmissionFactory)
    kind = ConsentType.CONTACT
    wording = "You may contact me."
    phone_hash = factory.LazyAttribute(lambda o: o.submission.phone_hash if o.submission else "")
    email_hash = factory.LazyAttribute(lambda o: o.submission.email_hash if o.submission else "")


class OutboxMessageFactory(DjangoModelFactory):
    """A notice that waits."""

    class Meta:
        model = OutboxMessage

    kind = MessageType.NOTICE
    submission = factory.SubFactory(SubmissionFactory)
    dedup_key = factory.LazyAttribute(lambda o: f"notice:{o.submission.key}")


def member_of(role: str) -> Any:
    """Return a new user with one of the house's roles."""
    number = get_user_model().objects.count()
    user = get_user_model().objects.create_user(f"person-{number}", f"p{number}@clinic.example")
    user.groups.add(Group.objects.get(name=role))
    return user


def create_form(parent: Page, starter: str, **overrides: Any) -> FormPage:
    """Create and publish a form under `parent` from a starter, a key of STARTERS.

    Parameters: `overrides`, values for the page's own fields. Raises KeyError for a starter that does
    not exist.
    """
    page = fill_page(FormPage(**{**STARTERS[starter]["page"], **overrides}), starter)
    parent.add_child(instance=page)
    page.save_revision(log_action=False).publish()
    return FormPage.objects.get(pk=page.pk)
