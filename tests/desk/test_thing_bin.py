"""A deleted picture, question or person comes back: its words, its file, and wherever it was shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blog.models import BlogCategory, BlogPostPage
from clinic.models import FaqEntry, Person
from desk.jobs import empty_old_pages
from desk.models import BinnedThing
from desk.thing_bin import list_binned_models
from home.models import SearchWord
from media.models import ClinicImage
from staff import roles
from tests import factories
from tests.every_page import soup_of
from tests.factories.blog import BlogCategoryFactory, BlogPostPageFactory
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


def delete_address(thing) -> str:
    if isinstance(thing, ClinicImage):
        return reverse("wagtailimages:delete", args=[thing.pk])
    return reverse(type(thing).snippet_viewset.get_url_name("delete"), args=[thing.pk])


def bring_back(client):
    kept = BinnedThing.objects.get()
    return client.post(reverse("bin:thing_back", args=[kept.pk]), follow=True)


def read(response) -> str:
    return " ".join(soup_of(response).get_text(" ").split())


def test_a_question_comes_back_where_it_stood_with_its_draft(admin_client, client):
    entry = factories.FaqEntryFactory(question="Is parking free?", answer="<p>Yes, it is.</p>")
    entry.save_revision().publish()
    entry.save_revision()
    entries = {"title": "Questions", "entries": [entry.pk]}
    page = factories.StandardPageFactory(body=factories.stream(("faq", entries)))
    page.save_revision().publish()
    assert "Is parking free?" in client.get(page.url).content.decode()

    asked = read(admin_client.get(delete_address(entry)))
    assert "It disappears from 1 page." in asked and page.title in asked
    assert "can be brought back for 30 days" in asked
    told = admin_client.post(delete_address(entry), follow=True)
    assert "It can be brought back for 30 days." in read(told)
    assert "Is parking free?" not in client.get(page.url).content.decode()

    assert "Is parking free?" in read(admin_client.get(reverse("bin:index")))
    assert "is back" in read(bring_back(admin_client))
    back = FaqEntry.objects.get(pk=entry.pk)
    assert (back.answer, back.live, back.revisions.count()) == (entry.answer, True, 2)
    assert "Is parking free?" in client.get(page.url).content.decode()
    assert not BinnedThing.objects.exists()


def test_a_person_and_a_category_are_named_again_unless_somebody_chose_anew(admin_client):
    person, other = factories.PersonFactory(), factories.PersonFactory()
    category = BlogCategoryFactory()
    kept = BlogPostPageFactory(author=person, category=category)
    changed = BlogPostPageFactory(author=person, category=category)
    admin_client.post(delete_address(person))
    BlogPostPage.objects.filter(pk=changed.pk).update(author=other)
    bring_back(admin_client)
    assert BlogPostPage.objects.get(pk=kept.pk).author == person
    assert BlogPostPage.objects.get(pk=changed.pk).author == other
    admin_client.post(delete_address(category))
    assert BlogPostPage.objects.get(pk=kept.pk).category is None
    bring_back(admin_client)
    assert BlogPostPage.objects.get(pk=kept.pk).category == category


def test_a_picture_comes_back_with_its_file(
    admin_client, client, django_capture_on_commit_callbacks
):
    picture = factories.ClinicImageFactory(title="Lake", description="A still lake")
    page = factories.StandardPageFactory(picture=picture)
    with picture.file.storage.open(picture.file.name) as opened:
        stored = opened.read()
    asked = read(admin_client.get(delete_address(picture)))
    assert "It disappears from 1 page." in asked and "brought back for 30 days" in asked
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(delete_address(picture))
    assert not picture.file.storage.exists(picture.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        bring_back(admin_client)
    page.refresh_from_db()
    assert page.picture == picture
    back = ClinicImage.objects.get(pk=picture.pk)
    with back.file.storage.open(back.file.name) as opened:
        assert opened.read() == stored
    assert back.description == "A still lake"
    assert client.get(page.url).status_code == 200


def test_a_name_that_is_taken_is_said_and_nothing_is_lost(admin_client):
    category = BlogCategoryFactory(slug="sleep")
    admin_client.post(delete_address(category))
    BlogCategoryFactory(slug="sleep")
    assert "has the place or the name" in read(bring_back(admin_client))
    assert BinnedThing.objects.count() == BlogCategory.objects.count() == 1


def test_a_phrase_of_the_search_that_stands_twice_now_is_said(admin_client):
    word = SearchWord.objects.create(typed="special k\nkitkat", means="ketamine")
    admin_client.post(delete_address(word))
    SearchWord.objects.create(typed="Special K", means="cereals")
    told = read(bring_back(admin_client))
    assert "is back, wherever it was shown. One thing is left to do: “special k” stands in" in told
    assert SearchWord.objects.count() == 2


def test_what_nothing_contradicts_comes_back_without_a_remark(admin_client):
    word = SearchWord.objects.create(typed="special k", means="ketamine")
    admin_client.post(delete_address(word))
    told = read(bring_back(admin_client))
    assert "is back" in told and "left to do" not in told


def test_several_at_once_lie_in_the_bin_one_by_one(admin_client):
    people = [factories.PersonFactory(), factories.PersonFactory()]
    address = reverse("wagtail_bulk_action", args=["clinic", "person", "delete"])
    query = "&".join(f"id={person.pk}" for person in people)
    admin_client.post(f"{address}?{query}")
    assert not Person.objects.exists()
    assert {row.key for row in BinnedThing.objects.all()} == {str(each.pk) for each in people}


def test_what_a_machine_deletes_and_what_goes_with_a_page_is_no_affair_of_the_bin(admin_client):
    person = factories.PersonFactory()
    person.delete()
    assert not BinnedThing.objects.exists()


def test_after_thirty_days_it_is_forgotten(admin_client):
    admin_client.post(delete_address(factories.PersonFactory()))
    empty_old_pages()
    assert BinnedThing.objects.exists()
    BinnedThing.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    assert "1 pages and other things" in empty_old_pages()
    assert not BinnedThing.objects.exists()


def test_only_who_may_add_it_brings_it_back(admin_client):
    admin_client.post(delete_address(factories.PersonFactory()))
    kept = BinnedThing.objects.get()
    desk = sign_in(roles.FRONT_DESK)
    assert desk.post(reverse("bin:thing_back", args=[kept.pk])).status_code in (302, 403)
    assert BinnedThing.objects.exists()
    editor = sign_in(roles.EDITOR)
    assert "is back" in read(bring_back(editor))


def test_every_snippet_and_every_kind_of_file_is_kept():
    names = {model._meta.label_lower for model in list_binned_models()}
    assert names >= {
        "clinic.faqentry", "clinic.person", "clinic.location", "clinic.menu", "clinic.notice",
        "clinic.reference", "blog.blogcategory", "media.clinicimage", "media.clinicdocument",
    }  # fmt: skip
