"""The snippet in the editor: the same head that goes out, of what is typed, and what an editor should know of it."""

import pytest
from django.urls import reverse
from wagtail.blocks import StreamValue
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex

from home.models import SearchWord, StandardPage
from staff import roles
from tests.every_page import PAGE_TYPES, make_page, soup_of
from tests.factories import MenuFactory, StandardPageFactory, stream
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    """A browser that is signed in as an editor."""
    return sign_in(roles.EDITOR)


def ask(client, page, **typed):
    """Return what the editor is shown of `page` with `typed` in its fields."""
    fields = {"title": page.title, "slug": page.slug, "seo_title": "", "search_description": ""}
    return soup_of(client.post(reverse("page_snippet", args=[page.pk]), {**fields, **typed}))


def words(soup) -> str:
    return " ".join(soup.get_text(" ").split())


def notes(soup) -> list[str]:
    return [" ".join(li.get_text().split()) for li in soup.select(".snippet__notes li")]


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_every_page_is_shown_as_it_goes_out(editor, client, name):
    page = make_page(name, search_description="What searchers read about this page.")
    sent = soup_of(client.get(page.url))
    shown = ask(editor, page, search_description=page.search_description)
    facts = {dt.string: dt.find_next("dd").get_text(strip=True) for dt in shown.find_all("dt")}
    assert facts["Title"] == sent.title.string
    assert facts["Address that counts"] == sent.find("link", rel="canonical")["href"]
    titles = [tag.get_text(strip=True) for tag in shown.select(".snippet__title")]
    assert titles[1] == sent.find("meta", property="og:title")["content"]
    assert "What searchers read about this page." in words(shown)
    assert "wagtail-seo" not in dict(page.preview_modes)


def test_it_follows_what_is_typed_and_stores_nothing(editor):
    page = StandardPageFactory(title="Costs", slug="costs")
    shown = ask(editor, page, title="Prices", slug="prices", introduction="In one sentence.")
    assert "› prices" in words(shown)
    assert "Prices – " in words(shown)
    assert "In one sentence." in words(shown)
    assert any("the introduction is used" in note for note in notes(shown))
    assert Page.objects.get(pk=page.pk).title == "Costs"


def test_lengths_are_counted_and_what_is_too_long_is_cut_as_others_cut_it(editor):
    shown = ask(
        editor, StandardPageFactory(), seo_title="word " * 20, search_description="many " * 60
    )
    title = shown.select_one(".snippet__title").get_text(strip=True)
    assert len(title) <= 62 and title.endswith("…")
    found = notes(shown)
    assert any(note.startswith("The title has 99 characters.") for note in found)
    assert any(note.startswith("The description has 299 characters.") for note in found)


def test_doubled_titles_and_descriptions_are_named(editor):
    StandardPageFactory(title="What it costs", search_description="All prices.")
    StandardPageFactory(title="A draft", live=False)
    page = StandardPageFactory(title="Another")
    found = notes(ask(editor, page, title="what it costs", search_description="All prices."))
    assert len([note for note in found if "What it costs" in note]) == 2
    assert not [note for note in notes(ask(editor, page, title="A draft")) if "same title" in note]


def test_what_hides_a_page_is_said_plainly(editor):
    page = StandardPageFactory()
    hidden = ask(editor, page, noindex="on")
    assert notes(hidden)[0].startswith("Hidden:")
    assert "noindex, follow" in words(hidden)
    foreign = ask(editor, page, canonical_url="https://example.com/first/")
    assert "https://example.com/first/" in notes(foreign)[0]


def test_links_that_lead_nowhere_are_named_and_others_are_not(editor):
    draft, live = StandardPageFactory(title="Not yet", live=False), StandardPageFactory()
    text = (
        f'<p><a linktype="page" id="{draft.pk}">a</a> <a linktype="page" id="{live.pk}">b</a> '
        f'<a linktype="page" id="99999">c</a> <a href="/not-here/">d</a> <a href="{live.url}">e</a> '
        '<a href="/search/">f</a> <a href="https://example.com/x/">g</a> <a href="//x.example/">h</a></p>'
    )
    page = StandardPageFactory(body=stream(("text", text)))
    found = [note for note in notes(ask(editor, page)) if "leads nowhere" in note]
    assert [note.partition("nowhere: ")[2] for note in found] == [
        "Not yet.",
        "a page that was deleted.",
        "/not-here/.",
    ]


def test_links_of_buttons_and_cards_of_files_and_of_the_own_host_are_seen(editor):
    draft, live = StandardPageFactory(title="Not yet", live=False), StandardPageFactory()
    text = (
        '<p><a linktype="document" id="99999">a</a> <a href="http://testserver/nowhere/">b</a> '
        f'<a href="http://testserver{live.url}">c</a> <a href="https://example.com/nowhere/">d</a></p>'
    )
    button = {"title": "Next", "text": "", "label": "Go", "page": draft.pk, "url": ""}
    page = StandardPageFactory(body=stream(("text", text), ("call_to_action", button)))
    found = [note for note in notes(ask(editor, page)) if "leads nowhere" in note]
    assert [note.partition("nowhere: ")[2] for note in found] == [
        "Not yet.",
        "a document that was deleted.",
        "/nowhere/.",
    ]


def places(client, page) -> list[str]:
    """Return the places that are said to be missing."""
    said = [note for note in notes(ask(client, page)) if "isn’t on its page" in note]
    return [note.partition("page: ")[2].rstrip(".") for note in said]


def test_links_to_a_place_that_is_not_on_its_page_are_named(editor):
    heading = ("text", "<h2>What to bring</h2><p>Water.</p>")
    StandardPageFactory(slug="visit", body=stream(heading))
    text = (
        "<h2>Costs &amp; more</h2>"
        '<p><a href="/visit/#what-to-bring">a</a> <a href="/visit/#gone">b</a> <a href="/visit/">c</a> '
        '<a href="#costs-more">d</a> <a href="#nowhere">e</a> <a href="/visit/#top">f</a> '
        '<a href="http://testserver/visit/#too">g</a> <a href="https://example.com/#h">h</a> '
        '<a href="/visit/#:~:text=Water">i</a> <a href="/search/#j">j</a> <a href="/not-here/#k">k</a></p>'
    )
    page = StandardPageFactory(body=stream(("text", text)))
    assert places(editor, page) == ["/visit/#gone", "#nowhere", "/visit/#too"]
    # A draft's own places count as they were saved last, not as visitors get them.
    page.body = stream(("text", text.replace("Costs &amp; more", "Nowhere")))
    page.save_revision()
    assert places(editor, page) == ["/visit/#gone", "#costs-more", "/visit/#too"]


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_own_places_are_read_from_every_kind_of_page(editor, name):
    page = make_page(name)
    for field in ("body", "details"):
        if hasattr(page, field):
            setattr(
                page, field, stream(("text", '<p><a href="#main">a</a> <a href="#no">b</a></p>'))
            )
            page.save_revision()
            assert places(editor, page) == ["#no"]
            break


def new_page_of(client, kind, parent, **typed):
    """Return what the editor is shown of a page that is being written."""
    return client.post(reverse("new_page_snippet", args=[kind, parent.pk]), typed)


@pytest.mark.parametrize("name", [name for name in PAGE_TYPES if name != "HomePage"])
def test_a_page_that_is_being_written_is_shown_as_it_will_go_out(editor, name):
    page = make_page(name)
    parent, kind, number = page.get_parent().specific, page._meta.label_lower, Page.objects.count()
    if page.max_count or page.max_count_per_parent:
        page.delete()
        number = Page.objects.count()
    answer = new_page_of(
        editor, kind, parent, title="Brand new", slug="", introduction="It says so."
    )
    shown = soup_of(answer)
    facts = {dt.string: dt.find_next("dd").get_text(strip=True) for dt in shown.find_all("dt")}
    assert facts["Address that counts"].endswith(f"{parent.url}brand-new/")
    assert facts["Title"].startswith("Brand new")
    assert Page.objects.count() == number
    # Nothing typed yet: it answers, too.
    assert new_page_of(editor, kind, parent).status_code == 200


def test_only_who_may_write_a_page_there_is_shown_one(client, editor):
    page = StandardPageFactory()
    home, kind = page.get_parent(), "home.standardpage"
    assert new_page_of(client, kind, home).status_code == 302
    assert new_page_of(sign_in(roles.FRONT_DESK), kind, home).status_code in (302, 403)
    assert new_page_of(editor, "home.homepage", home).status_code == 404
    assert new_page_of(editor, "nothing.at_all", home).status_code == 404
    assert editor.post(f"/admin/snippet/new/{kind}/99999/").status_code == 404


def test_the_screen_of_a_new_page_has_a_place_for_it(editor):
    home = StandardPageFactory().get_parent()
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])
    soup = soup_of(editor.get(f"{address}?empty"))
    place = soup.select_one("[data-snippet]")
    assert place["data-snippet"] == f"/admin/snippet/new/home.standardpage/{home.pk}/"
    assert place["data-saved"] == "/admin/snippet/0/"


def test_a_page_that_nothing_leads_to_is_told(editor):
    page = StandardPageFactory()
    orphan = "No page, menu or button leads here"
    assert any(note.startswith(orphan) for note in notes(ask(editor, page)))
    text = stream(("text", f'<p><a linktype="page" id="{page.pk}">a</a></p>'))
    other = StandardPageFactory(live=False, body=text)
    SearchWord.objects.create(typed="gizmo", page=page.page_ptr)
    Redirect.objects.create(old_path="/old", redirect_page=page)
    ReferenceIndex.create_or_update_for_object(other)
    assert any(note.startswith(orphan) for note in notes(ask(editor, page)))
    other.save_revision().publish()
    ReferenceIndex.create_or_update_for_object(other)
    assert not any(note.startswith(orphan) for note in notes(ask(editor, page)))
    page = StandardPageFactory()
    MenuFactory(slot="main", items=stream(("page", {"page": page.pk, "label": ""})))
    assert not any(note.startswith(orphan) for note in notes(ask(editor, page)))
    post = make_page("BlogPostPage")  # its blog lists it
    assert not any(note.startswith(orphan) for note in notes(ask(editor, post)))


def test_only_who_may_edit_the_page_is_answered(client, editor):
    page = StandardPageFactory()
    address = reverse("page_snippet", args=[page.pk])
    assert client.post(address).status_code == 302
    assert sign_in(roles.FRONT_DESK).post(address).status_code in (302, 403)
    assert editor.get(address).status_code == 405
    assert editor.post(reverse("page_snippet", args=[99_999])).status_code == 404


def test_the_editor_has_a_place_for_it(editor):
    page = StandardPageFactory()
    soup = soup_of(editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert soup.select_one("[data-snippet]")["data-snippet"] == f"/admin/snippet/{page.pk}/"
    assert soup.select('script[src*="admin/snippet"]')


def test_hostile_words_stay_words(editor):
    shown = ask(
        editor,
        StandardPageFactory(),
        title="<script>alert(1)</script>",
        canonical_url="javascript:alert(1)",
    )
    assert shown.find("script") is None
    assert "<script>alert(1)</script>" in words(shown)


def test_every_block_can_stand_on_the_page_days_and_prices_too(editor):
    body = StandardPage._meta.get_field("body").stream_block
    blocks = [(name, block.get_preview_value()) for name, block in body.child_blocks.items()]
    page = StandardPageFactory()
    page.body = StreamValue(body, blocks)
    page.save()
    assert any(name == "price_table" for name, _value in blocks)
    assert "Address that counts" in words(ask(editor, page))
