"""Nothing of a request is at any address that the resolver knows, for the account with all rights of the system."""

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from forms.models import OutboxMessage, Submission
from tests.factories.forms import FormPageFactory, OutboxMessageFactory

from .addresses import every_address
from .people import sign_in

pytestmark = pytest.mark.django_db
# The answers, as they are stored and as they are written for people.
PERSONAL = (b"Zephyrine", b"5550177", b"555-0177", b"z@visitor.example")
# Rooms that hold something of visitors, and their models: Wagtail's generic screens take both names from the address.
ROOMS = ("clinic_forms", "staff")


def all_addresses():
    """Return each address, those with a model's name in it for every model of these rooms."""
    found = dict.fromkeys(every_address())
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            names = {
                prefix + kind: value
                for prefix in ("", "content_type_")
                for kind, value in (("app_name", room), ("model_name", model._meta.model_name))
            }
            found |= dict.fromkeys(every_address(app_label=room, **names))
    return [address for address in found if address.startswith("/admin/")]


def test_no_address_shows_a_request_or_breaks():
    """By GET, with the number of the request in every place that takes a number, and asked for as a table."""
    page = FormPageFactory()
    OutboxMessageFactory(
        pk=1,
        submission__pk=1,
        submission__page=page,
        submission__name="Zephyrine",
        submission__phone="+17035550177",
        submission__email="z@visitor.example",
    )
    assert Submission.objects.get(pk=1).form_data["f_name"] == "Zephyrine"
    assert OutboxMessage.objects.get().pk == 1
    root = sign_in(username="root", is_superuser=True)
    client = Client(raise_request_exception=False)
    shown, broken = [], []
    for address in all_addresses():
        client.cookies = root.cookies.copy()
        sid = transaction.savepoint()
        answer = client.get(f"{address}?export=csv&q=visitor&id=1")
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.savepoint_rollback(sid)
        if answer.status_code >= 500:
            broken.append(address)
        if any(word in text for word in PERSONAL):
            shown.append(address)
    assert (shown, broken) == ([], [])
