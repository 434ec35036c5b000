"""The line of a page that nobody has reviewed."""

from home.models import StandardPage
from tests.every_page import graph_of
from tests.review.reviewing import line_of


def says_nothing_of_a_review(client, page) -> bool:
    """Whether the page says 'Not yet reviewed' and search engines are told nothing."""
    node = next(n for n in graph_of(client.get(page.url)).values() if "WebPage" in str(n["@type"]))
    told = "lastReviewed" in node or "reviewedBy" in node
    return "Not yet reviewed" in line_of(client, page) and not told


def made() -> StandardPage | None:
    return StandardPage.objects.filter(slug="made").first()
