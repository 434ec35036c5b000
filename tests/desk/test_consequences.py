"""What an earlier version or a move changes is said in words before it happens."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse
from django.utils.timezone import localtime
from wagtail.models import Comment, PageSubscription

from staff import roles
from tests import factories
from tests.editor_forms import open_screen
from tests.every_page import soup_of
from tests.factories.blog import BlogPostPageFactory
from tests.staff.people import make_user, sign_in

pytestmark = pytest.mark.django_db


def said_by(response):
    return " ".join(soup_of(response).select_one(".messages").get_text(" ").split())


def test_an_earlier_version_of_a_page_says_what_would_change():
    editor = sign_in(roles.EDITOR)
    page = BlogPostPageFactory(title="Old title", introduction="Short.")
    first = page.save_revision(user=make_user("ann", first_name="Ann"))
    page.title = "New <b>title</b>"
    page.body = factories.stream(("text", "<p>More.</p>"))
    page.save_revision()
    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])
    response = editor.get(url)
    said = said_by(response)
    assert "by Ann. Nothing has changed yet." in said
    # In the clinic's time, as everywhere in the admin.
    assert f" {localtime(first.created_at):%-I:%M %p} by".lower() in said.lower()
    assert "Title: ‘New title’ becomes ‘Old title’." in said
    assert "Introduction" not in said
    assert "other content than now" in said
    link = soup_of(response).select_one(".messages a[href*=compare]")
    assert editor.get(link["href"]).status_code == 200


def test_the_newest_version_says_that_nothing_would_change():
    editor = sign_in(roles.EDITOR)
    page = BlogPostPageFactory()
    first = page.save_revision()
    page.save_revision()
    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])
    assert "It says the same as the newest version." in said_by(editor.get(url))


def test_an_earlier_version_of_what_is_no_page_says_so_too():
    editor = sign_in(roles.EDITOR)
    notice = factories.NoticeFactory(title="Closed on Monday")
    first = notice.save_revision()
    notice.title = "Closed on Friday"
    notice.save()
    notice.save_revision()
    name = type(notice).snippet_viewset.get_url_name("revisions_revert")
    said = said_by(editor.get(reverse(name, args=[notice.pk, first.pk])))
    assert "Title: ‘Closed on Friday’ becomes ‘Closed on Monday’." in said


def test_a_move_says_what_changes_for_visitors():
    editor = sign_in(roles.EDITOR)
    factories.home_page()
    costs = factories.StandardPageFactory(title="Costs", slug="costs")
    factories.StandardPageFactory(title="Plans", slug="plans", parent=costs)
    target = factories.StandardPageFactory(title="Visits", slug="visits")
    url = reverse("wagtailadmin_pages:move_confirm", args=[costs.pk, target.pk])
    changes = [line.text for line in soup_of(editor.get(url)).select(".clinic-missing li")]
    assert changes[0] == "Its address changes from /costs/ to /visits/costs/."
    assert "leads on by itself" in changes[1]
    assert changes[2] == "The same goes for 1 page below it."
    assert editor.post(url).status_code == 302
    costs.refresh_from_db()
    assert costs.get_parent().pk == target.pk


def test_a_move_of_several_says_it_before_one_chooses_where(admin_client):
    page, draft = (
        factories.StandardPageFactory(slug="costs"),
        factories.StandardPageFactory(live=False),
    )
    factories.StandardPageFactory(parent=page)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    shown = " ".join(
        soup_of(admin_client.get(f"{address}?id={page.pk}&id={draft.pk}")).get_text(" ").split()
    )
    assert "/costs/: its address changes, and begins with that of the page you choose." in shown
    assert "The same goes for 1 page below. The former addresses lead on by themselves" in shown
    shown = soup_of(admin_client.get(f"{address}?id={draft.pk}")).get_text(" ")
    assert "changes for visitors" not in shown and "Move" in shown


@override_settings(WAGTAILADMIN_BASE_URL="http://127.0.0.1:8765")
def test_the_mail_about_a_comment_speaks_plainly_and_leads_to_the_right_host():
    page = BlogPostPageFactory(title="What to expect")
    reader, writer = make_user("rhea", roles.EDITOR), sign_in(roles.EDITOR, first_name="Wim")
    PageSubscription.objects.create(page=page, user=reader, comment_notifications=True)
    note = Comment.objects.create(page=page, user=reader, text="Say how long.", contentpath="title")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    sent = open_screen(writer, url)
    rows = "comments-0-replies"
    sent.update({
        "comments-TOTAL_FORMS": "1", "comments-INITIAL_FORMS": "1", "comments-0-id": str(note.pk),
        "comments-0-text": note.text, "comments-0-contentpath": "title",
        f"{rows}-TOTAL_FORMS": "1", f"{rows}-INITIAL_FORMS": "0", f"{rows}-0-text": "Two hours.",
    })  # fmt: skip
    assert writer.post(url, sent).status_code == 302
    (letter,) = [each for each in mail.outbox if "What to expect" in each.subject]
    assert letter.subject == "Wim commented on “What to expect”"
    assert "In answer to “Say how long.”" in letter.body and "“Two hours.”" in letter.body
    assert f"http://127.0.0.1:8765{url}" in letter.body
