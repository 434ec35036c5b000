"""The screen of one request, and a press of one of its buttons."""

from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import ModelLogEntry


def screen(client, request):
    response = client.get(reverse("inbox:detail", args=[request.pk]))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def mark(client, request):
    return screen(client, request).select_one("input[name=version]")["value"]


def press(client, name, request, version=None, **values):
    version = mark(client, request) if version is None else version
    return client.post(reverse(f"inbox:{name}", args=[request.pk]), {"version": version, **values})


def actions(**filters):
    return list(
        ModelLogEntry.objects.filter(**filters).order_by("pk").values_list("action", flat=True)
    )
