"""A list of posts as visitors read it."""

from bs4 import BeautifulSoup


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def titles(response) -> list[str]:
    return [post.title for post in response.context["posts"]]


def context_of(client, post) -> dict:
    response = client.get(post.get_url())
    assert response.status_code == 200
    return response.context
