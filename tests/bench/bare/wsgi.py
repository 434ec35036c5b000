"""The bare site, made on first start and warmed up before gunicorn forks."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.bare.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402

FIELDS = (
    ("singleline", "name"),
    ("radio", "method"),
    ("singleline", "phone"),
    ("email", "email"),
    ("radio", "voicemail"),
    ("checkboxes", "help"),
    ("multiline", "text"),
    ("checkbox", "contact"),
    ("checkbox", "texts"),
)


def make() -> None:
    """Make the tables, and a form with as many questions as ours in the comparison."""
    from wagtail.models import Page

    from tests.bench.bare.models import BareField, BareForm

    call_command("migrate", verbosity=0)
    page = BareForm(title="Write", slug="write")
    page.form_fields = [
        BareField(
            sort_order=n, label=label, clean_name=label, field_type=kind, required=False,
            choices="text\ncall" if kind in ("radio", "checkboxes") else "",
        )
        for n, (kind, label) in enumerate(FIELDS)
    ]  # fmt: skip
    Page.objects.get(depth=2).add_child(instance=page)


make()
application = get_wsgi_application()
Client(headers={"host": "localhost"}).get("/write/")
connections.close_all()
