"""A reviewer whose approvals count, and the line that visitors then read."""

from typing import Any

from bs4 import BeautifulSoup

from clinic.models import Person
from review.approval.approving import approve_page
from review.models import Reviewer
from staff import roles
from tests.factories.clinic import PersonFactory
from tests.staff.people import make_user


def link(user: Any, **values: Any) -> Person:
    """Link `user` to a real, licensed person and return it."""
    fields = {
        "name": "Ada Example",
        "credentials": "MD",
        "is_sample": False,
        "licence": "MD, VA, 1",
    }
    person = PersonFactory(**{**fields, **values})
    Reviewer.objects.create(user=user, person=person)
    return person


def licensed(name: str = "rita", **values: Any) -> Any:
    """Make an account of a licensed clinical reviewer."""
    user = make_user(name, roles.REVIEWER)
    link(user, **values)
    return user


def approved(page: Any, user: Any = None, **values: Any) -> Any:
    """Approve `page` as it is stored, and return it as it is read anew."""
    fresh = type(page).objects.get(pk=page.pk)
    approval = approve_page(fresh, user or licensed())
    if values:
        type(approval).objects.filter(pk=approval.pk).update(**values)
    return type(page).objects.get(pk=page.pk)


def line_of(client: Any, page: Any) -> str:
    """Return what the page's byline says to a visitor."""
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    return " ".join(soup.select_one(".c-byline").get_text(" ").split())


def read_html(response: Any) -> BeautifulSoup:
    """Return the page of an answer, to look things up in."""
    return BeautifulSoup(response.content, "html.parser")


def hidden_fields(soup: BeautifulSoup) -> dict[str, str]:
    """Return what the forms of a screen send along unseen, the mark of what is read among it."""
    return {f["name"]: f["value"] for f in soup.select("main form input[type=hidden][name]")}
