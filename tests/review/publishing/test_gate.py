"""Words that a reviewer would stop are not published unless a reviewer has looked at them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text

from review.claims import model
from review.publishing.page_check import claims_on
from tests.factories import StandardPageFactory
from tests.factories.clinic import NoticeFactory
from tests.factories.home import home_page
from tests.review.around import live_text, soup_of
from tests.review.writing import CLAIM, PUBLISH, SUBMIT, TICK, edit_url, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_at_once")]


def messages_of(client) -> str:
    """Return the words of the messages on the next screen."""
    return " ".join(soup_of(client.get("/admin/")).select_one(".messages").get_text(" ").split())


# --- An editor ---------------------------------------------------------------------------------
def test_publishing_a_claim_is_refused_with_what_where_why_and_what_to_say_instead(editor, page):
    response = editor.post(edit_url(page), typed(CLAIM, **PUBLISH))
    assert response.status_code == 200
    said = " ".join(soup_of(response).select_one(".messages").get_text(" ").split())
    for part in (
        "Not published yet",
        "“non-addictive”",
        CLAIM,
        "dependence happens",
        "Say instead",
    ):
        assert part in said
    assert CLAIM not in live_text(page)


def test_nothing_typed_is_lost(editor, page):
    response = editor.post(edit_url(page), typed(CLAIM, introduction="A new beginning.", **PUBLISH))
    soup = soup_of(response)
    assert "A new beginning." in soup.select_one("#id_introduction").text
    assert CLAIM in str(soup.select_one("#body, [data-block]") or soup)


def test_a_new_page_is_refused_in_the_same_way_and_not_made(editor):
    parent = home_page()
    add = reverse("wagtailadmin_pages:add", args=("home", "standardpage", parent.pk))
    response = editor.post(add, typed(CLAIM, **PUBLISH))
    assert response.status_code == 200
    assert "“non-addictive”" in soup_of(response).select_one(".review-check").text
    assert not Page.objects.filter(slug="safety").exists()


@pytest.mark.parametrize("field", ["title", "introduction", "search_description", "picture_alt"])
def test_every_field_that_readers_or_search_engines_see_is_read(editor, page, field):
    response = editor.post(edit_url(page), typed(**{field: CLAIM}, **PUBLISH))
    assert "non-addictive" in soup_of(response).select_one(".messages").text


def test_calm_words_are_published(editor, page):
    response = editor.post(edit_url(page), typed("It does not help everyone.", **PUBLISH))
    assert response.status_code == 302
    assert "It does not help everyone." in live_text(page)


def test_a_draft_is_always_saved_and_says_what_stands_in_the_way(editor, page):
    response = editor.post(edit_url(page), typed(CLAIM))
    assert response.status_code == 302
    page.refresh_from_db()
    assert CLAIM in str(page.get_latest_revision_as_object().body)
    said = messages_of(editor)
    assert "1 place can't stand like this" in said
    panel = soup_of(editor.get(edit_url(page))).select_one(".review-check")
    assert CLAIM in panel.text and "Say instead" in panel.text


def test_wagtail_saving_by_itself_is_not_interrupted(editor, page):
    headers = {"Accept": "application/json"}
    response = editor.post(edit_url(page), typed(CLAIM), headers=headers)
    assert response.status_code == 200
    assert response.json()["success"] is True
    home = soup_of(editor.get("/admin/"))
    assert "can't stand" not in home.text


def test_an_editor_has_no_tick_and_can_not_send_one(editor, page):
    response = editor.post(edit_url(page), typed(CLAIM, **PUBLISH, **TICK))
    assert response.status_code == 200
    assert not soup_of(response).select("[name=review-words-checked]")
    assert CLAIM not in live_text(page)


def test_a_claim_is_refused_when_it_is_scheduled_not_when_it_goes_live(editor, page):
    tomorrow = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    response = editor.post(edit_url(page), typed(CLAIM, go_live_at=tomorrow, **PUBLISH))
    assert response.status_code == 200
    assert "Not published yet" in soup_of(response).select_one(".messages").text
    page.refresh_from_db()
    assert page.scheduled_revision is None


def test_a_claim_can_be_handed_in_to_the_reviewer_and_says_what_they_will_see(editor, page):
    response = editor.post(edit_url(page), typed(CLAIM, **SUBMIT))
    assert response.status_code == 302
    page.refresh_from_db()
    assert page.workflow_in_progress
    said = messages_of(editor)
    assert "The clinical reviewer will see this" in said and "non-addictive" in said


def test_what_a_health_page_lacks_warns_and_is_published_all_the_same(editor, page):
    response = editor.post(edit_url(page), typed("A new sentence.", **PUBLISH))
    assert response.status_code == 302
    messages = soup_of(editor.get("/admin/")).select_one(".messages")
    for part in ("No author", "Nobody has reviewed it yet"):
        assert part in messages.text
    links = [a["href"] for a in messages.select("li li a, ul ul a, li a")]
    assert f"{edit_url(page)}#id_author-label" in links


def test_a_field_that_was_typed_wrongly_comes_first(editor, page):
    data = typed(CLAIM, canonical_url="no address", **PUBLISH)
    response = editor.post(edit_url(page), data)
    assert "beginning with https://" in response.content.decode()
    assert "can't stand like this" not in soup_of(response).select_one(".messages").text


def test_publishing_several_pages_at_once_names_the_one_that_stands_in_the_way(administrator):
    calm = StandardPageFactory(title="Calm", purpose="health", live=False)
    loud = StandardPageFactory(title="Loud", live=False, introduction=CLAIM)
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    url += f"?id={calm.pk}&id={loud.pk}&next=/admin/"
    response = administrator.post(url, follow=True)
    said = soup_of(response).select_one(".messages").text
    assert "Nothing was published" in said and "‘Loud’" in said and "‘Calm’" not in said
    assert Page.objects.filter(pk__in=[calm.pk, loud.pk], live=True).count() == 0


# --- Plain sentences ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": ""}, "Give the page a title."),
        ({"slug": "two words"}, "Use small letters, numbers and hyphens only"),
        ({"slug": "taken"}, "already has the address ‘taken’"),
        ({"canonical_url": "no address"}, "beginning with https://"),
        ({"effective_date": "some day"}, "write it like ‘Nov 24, 2026’"),
        ({"author": "999999"}, "no longer exists"),
    ],
)
def test_a_mistake_is_answered_with_what_to_do(editor, page, values, sentence):
    StandardPageFactory(title="Other", slug="taken")
    response = editor.post(edit_url(page), typed(**values, **PUBLISH))
    assert response.status_code == 200
    assert sentence in soup_of(response).text
    assert "This field is required" not in soup_of(response).text


def test_an_empty_block_says_what_to_do(editor, page):
    from wagtail.test.utils.form_data import nested_form_data, streamfield

    quote = ("quote", {"text": "", "source": "", "reference": ""})
    data = {**typed(**PUBLISH), **nested_form_data({"body": streamfield([quote])})}
    content = editor.post(edit_url(page), data).content.decode()
    assert "Fill this in, or take the part away" in content
    assert "This field is required" not in content


def test_a_preview_shows_words_that_can_not_be_saved_yet(editor):
    notice = NoticeFactory(title="About prices")
    data = nested_form_data(
        {"title": notice.title, "text": rich_text(f"<p>{CLAIM}</p>"), "place": notice.place}
        | {"tone": notice.tone}
    )
    url = reverse("wagtailsnippets_clinic_notice:preview_on_edit", args=[notice.pk])
    assert editor.post(url, data).json()["is_valid"]
    assert CLAIM in editor.get(url, {"mode": ""}).content.decode()
    edit = reverse("wagtailsnippets_clinic_notice:edit", args=[notice.pk])
    assert "non-addictive" in soup_of(editor.post(edit, data)).select_one(".messages").text


# --- What it costs ----------------------------------------------------------------------------------
def test_no_visitor_waits_for_the_weights_of_the_check(client, page):
    model._read_weights.cache_clear()
    model.score_sentence.cache_clear()
    assert client.get(page.url).status_code == 200
    assert not model._read_weights.cache_info().currsize
    assert claims_on(page) == [] and model._read_weights.cache_info().currsize
