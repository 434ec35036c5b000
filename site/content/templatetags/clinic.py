"""What templates of every app use: numbers, icons, source marks, paragraphs."""

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from clinic.person_pages import person_url
from infra.phone_numbers import format_phone, make_dialable

from ..article import cite_mark

register = template.Library()


@register.filter
def phone(number: str) -> str:
    """Write a telephone number as people write it."""
    return format_phone(number) if number else ""


@register.filter
def tel(number: str) -> str:
    """Return the address that dials `number`."""
    return f"tel:{make_dialable(number)}" if number else ""


@register.filter
def sms(number: str) -> str:
    """Return the address that starts a text message to `number`."""
    return f"sms:{make_dialable(number)}" if number else ""


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """Return a decorative icon of the sprite; the words beside it carry the meaning."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {css}" if css else "",
        static("icons/sprite.svg"),
        name,
    )


@register.simple_tag
def cite(reference) -> SafeString:
    """Return the source mark of a reference; it gets its number when the article is whole."""
    return cite_mark(reference.pk) if reference is not None and reference.pk else mark_safe("")


@register.filter
def person_page(person: Any) -> str:
    """Return the path of the page of a person; '' where they have none (`home.people_pages`)."""
    return person_url(person)


@register.filter
def paragraphs(text: str) -> SafeString:
    """Turn plain text with empty lines into paragraphs."""
    return mark_safe(linebreaks(text, autoescape=True) if text else "")


@register.simple_tag(takes_context=True)
def notices_at(context: dict, place: str) -> list:
    """Return the notices that show today at `place`."""
    return context["layout"].notices(place) if "layout" in context else []
