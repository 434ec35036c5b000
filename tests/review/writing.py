"""What the page editor sends, for a health page of the simplest type."""

from typing import Any

from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

CLAIM = "Ketamine is non-addictive."
CALM = "Ketamine can be misused and can cause dependence."


def typed(text: str = CALM, **values: Any) -> dict[str, Any]:
    """Return the data of the form of a standing page on health, with `text` in its body."""
    return nested_form_data(
        {
            "title": "Safety",
            "slug": "safety",
            "purpose": "health",
            "effective_date": "",
            "introduction": "What to know.",
            "picture": "",
            "picture_alt": "",
            "body": streamfield([("text", rich_text(f"<p>{text}</p>"))]),
            "author": "",
            "further_references": streamfield([]),
            "seo_title": "",
            "search_description": "",
            "canonical_url": "",
            "og_image": "",
            "go_live_at": "",
            "expire_at": "",
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            **values,
        }
    )


PUBLISH = {"action-publish": "action-publish"}
SUBMIT = {"action-submit": "action-submit"}
TICK = {"review-words-checked": "yes", "review-words-reason": "Quoted from the label."}


def edit_url(page: Any) -> str:
    """Return the address of a page's editor."""
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


# --- Through the screens -------------------------------------------------------------------------
def typed_in(client, url: str) -> dict:
    """Return what a form would send as it is."""
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    data = {}
    for field in soup.select("form input[name], form textarea[name], form select[name]"):
        if field.get("type") in ("checkbox", "radio", "submit", "file") and not field.has_attr(
            "checked"
        ):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            data[field["name"]] = chosen["value"] if chosen else ""
        else:
            data[field["name"]] = (
                field.text.strip("\n") if field.name == "textarea" else field.get("value", "")
            )
    return {key: value for key, value in data.items() if not key.startswith("action-")}
