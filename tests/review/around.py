"""Text that is published past the screens, and what a reviewer reads first."""

from bs4 import BeautifulSoup

from home.models import StandardPage

NEWS = "Ketamine lifts a low mood within a few hours in many people."
LONG = "Ketamine can be missused. It can cause dependence in some people who take it often at home."
SMALL = {"review-small-correction": "yes", "review-small-reason": "A slip of the pen."}


def said_in(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def stored_body(page) -> str:
    return str(type(page).objects.get(pk=page.pk).body)


def publish_text(page, text, user=None):
    """Publish `text` as the body of `page`, by `user` or by code."""
    page = StandardPage.objects.get(pk=page.pk)
    page.body = f'[{{"type": "text", "value": "<p>{text}</p>"}}]'
    page.save_revision(user=user).publish(user=user)


def live_text(page) -> str:
    return str(StandardPage.objects.get(pk=page.pk).body)


def soup_of(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")
