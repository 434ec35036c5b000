"""Saved views and the call sheet."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from forms.models import SavedView
from staff import roles
from staff.models import AuditEntry
from staff.trail import chain
from tests.factories.forms import (
    ConsentFactory,
    SubmissionFactory,
    member_of,
)
from tests.forms.requests.inbox.presses import said
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


def test_a_view_is_named_renamed_shared_and_deleted(desk):
    manager = sign_in(roles.MANAGER)
    desk.post(
        reverse("inbox:save_view"),
        {"view": "new", "order": "newest", "name": "Mornings", "shared": "on"},
    )
    view = SavedView.objects.get()
    assert (view.shared, view.order) == (False, "newest")
    page = BeautifulSoup(desk.get(reverse("inbox:list", args=["new"])).content, "html.parser")
    assert page.select_one(".inbox-saved a")["href"].endswith("/view/new/?order=newest")
    change = reverse("inbox:change_view", args=[view.pk])
    assert manager.post(change, {"name": "Mine now"}).status_code == 404
    desk.post(change, {"name": "Early"})
    assert SavedView.objects.get().name == "Early"
    manager.post(reverse("inbox:save_view"), {"view": "open", "name": "Team", "shared": "on"})
    assert "Team" in desk.get(reverse("inbox:saved_views")).content.decode()
    desk.post(change, {"do": "delete"})
    assert SavedView.objects.get().name == "Team"


def test_a_view_may_be_called_anything_and_outlasts_what_it_names(desk):
    def save(client=desk, **values):
        data = {"view": "new", "name": "Mine", **values}
        return said(client.post(reverse("inbox:save_view"), data, follow=True))

    odd = [
        "<b>Ann & Co</b>",
        '"quoted" onclick=x',
        "Früh 🌅",
        "我的",
        "%s {name} {{ x }}",
        "../all",
        "0",
        "'",
        "a" * 60,
    ]
    for name in odd:
        assert name in save(name=name)
    # A name in other capitals or with more blanks is the same; without a name there is no view.
    assert "Choose another name" in save(name="  FRÜH   🌅 ")
    assert "Write how the view" in save(name=" \u00a0 ")
    assert "60" in save(name="b" * 61)
    assert list(SavedView.objects.values_list("name", flat=True)) == sorted(odd)
    shown = BeautifulSoup(desk.get(reverse("inbox:saved_views")).content, "html.parser")
    assert {link.text for link in shown.select("h3 a")} == set(odd)
    # Each to themselves: a colleague may have the same name, and sees nothing of these.
    colleague = sign_in(roles.FRONT_DESK)
    assert "0" in save(colleague, name="0")
    assert "Früh" not in colleague.get(reverse("inbox:saved_views")).content.decode()
    theirs = SavedView.objects.get(owner=colleague.user)
    change = reverse("inbox:change_view", args=[theirs.pk])
    assert desk.post(change, {"do": "delete"}).status_code == 404
    # Whoever left, and a form that is gone: the list says what it shows, and is not empty in silence.
    leaver = member_of(roles.FRONT_DESK)
    leaver.first_name, leaver.is_active = "Lea", False
    leaver.save()
    SubmissionFactory()
    for query, words in (
        (f"owner={leaver.pk}", "Lea (works no requests now)"),
        ("owner=99999", "account is gone"), ("form=99999", "a form that is gone"),
    ):  # fmt: skip
        answer = desk.get(reverse("inbox:list", args=["new"]) + f"?{query}")
        page = BeautifulSoup(answer.content, "html.parser")
        assert words in page.select_one(".inbox-filter").text
        empty = page.select_one(".inbox-empty")
        assert "Nothing here with this form or owner" in empty.text
        assert empty.a["href"] == reverse("inbox:list", args=["new"])


def test_the_call_sheet_says_what_is_needed_and_no_more(desk):
    request = SubmissionFactory(name="Ann", phone="+17035550142", email="ann@visitor.example")
    left_alone = SubmissionFactory(name="Bea", phone="+17035550143")
    ConsentFactory(submission=left_alone, given=False)
    response = desk.get(reverse("inbox:call_sheet", args=["new"]))
    text = BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)
    assert "(703) 555-0142" in text and "Ann" in text
    assert "visitor.example" not in text and "555-0143" not in text and "Do not call" in text
    assert "no-store" in response["Cache-Control"]
    read = ModelLogEntry.objects.filter(action="requests.view").values_list("object_id", flat=True)
    assert set(read) == {str(request.pk), str(left_alone.pk)}


def test_the_call_sheet_asks_the_same_however_long_it_is(desk):
    asked = []
    for count in (2, 38):
        SubmissionFactory.create_batch(count)
        chain.seal_entries()
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(reverse("inbox:call_sheet", args=["new"])).status_code == 200
            # (what follows its commit)
            chain.seal_entries()
        asked.append(len(queries))
    assert asked[1] <= asked[0]
    assert ModelLogEntry.objects.filter(action="requests.view").count() == 42
    assert AuditEntry.objects.filter(action="requests.view").count() == 42
    assert not chain.verify_chain()[2]
