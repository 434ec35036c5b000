"""A whole import: what arrives, where, as what; what stays out; and that it can be stopped, repeated and taken back."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from PIL import Image
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry

from blog.models import BlogCategory, BlogPostPage
from clinic.models import FaqEntry, Menu
from edge.models import GoneAddress
from home.models import StandardPage
from infra.view_restrictions import public_q
from media.models import ClinicDocument, ClinicImage
from moving_in.folder import only_one
from moving_in.jobs import go_on
from moving_in.landing.engine import Engine
from moving_in.models import ImportedThing, ImportNote, ImportRun
from moving_in.report import text_report
from tests.factories.blog import blog_index
from tests.factories.clinic import PersonFactory
from tests.factories.forms import FormPageFactory
from tests.factories.home import home_page
from tests.staff.people import make_user

from .exports import HOST, attachment, category, export, item, page, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings, tmp_path):
    settings.MOVING_IN_ROOT = tmp_path / "moving-in"
    settings.MEDIA_ROOT = tmp_path / "media"
    home_page()
    blog_index()


def bring(path: Path, *options: str, capsys=None) -> str:
    """Run the command without the network; return what it said."""
    out = io.StringIO()
    call_command("import_wordpress", str(path), "--no-network", *options, stdout=out)
    return out.getvalue()


def draft(title: str):
    """Return the newest words of the page with this title."""
    return Page.objects.get(title=title).specific.get_latest_revision_as_object()


def body(title: str) -> list:
    return list(draft(title).body.raw_data)


def stored(title: str) -> str:
    return json.dumps([dict(block) for block in body(title)], ensure_ascii=False)


def everything_kept() -> str:
    """Return all that the database holds of pages, revisions, things and notes."""
    rows = [*Page.objects.values_list("title", "slug", "search_description", "seo_title")]
    rows += [
        *StandardPage.objects.values_list("body", "introduction"),
        *BlogPostPage.objects.values_list("body", "introduction"),
    ]
    rows += [revision.content for one in Page.objects.all() for revision in one.revisions.all()]
    rows += [
        *ImportNote.objects.values_list("text", "title"),
        *ImportedThing.objects.values_list("key"),
    ]
    rows += [
        *ImportRun.objects.values_list("counts", "trouble"),
        *PageLogEntry.objects.values_list("label", "data"),
    ]
    rows += [
        *FaqEntry.objects.values_list("question", "answer"),
        *Redirect.objects.values_list("old_path", "redirect_link"),
    ]
    return str(rows)


def test_everything_is_a_draft_with_its_day(tmp_path):
    person = PersonFactory(name="Rae Sample")
    bring(
        write(
            tmp_path,
            export(
                item(
                    11,
                    "What to expect",
                    "Words",
                    slug="what",
                    day="2023-05-06",
                    excerpt="What <em>happens</em>.",
                ),
                page(12, "Team", "We", slug="team", day="2022-01-02"),
                item(13, "Later", day="2099-01-01", status="future"),
                item(14, "No day", day="0000-00-00"),
                item(15, "Waits", status="pending"),
                item(16, "Bin", status="trash", slug="bin__trashed"),
                item(17, "Auto Draft", "", status="auto-draft", slug=""),
            ),
        )
    )
    pages = Page.objects.filter(title__in=["What to expect", "Team", "Later", "No day", "Waits"])
    assert pages.count() == 5
    assert not pages.live().exists()
    assert not Page.objects.filter(title__in=["Bin", "Auto Draft"]).exists()
    post = draft("What to expect")
    assert (str(post.date), post.introduction, post.author_id) == (
        "2023-05-06",
        "What happens.",
        person.pk,
    )
    assert str(Page.objects.get(title="What to expect").specific.date) == "2023-05-06"
    assert Page.objects.get(title="Team").first_published_at.date().isoformat() == "2022-01-02"
    assert str(draft("Later").date) == "2099-01-01"
    assert not pages.exclude(go_live_at=None).exists()
    assert all(one.review_line.person is None for one in pages.specific())


def test_private_words_are_in_no_row_that_is_searched(tmp_path, client):
    bring(
        write(
            tmp_path,
            export(
                item(1, "Private", "Zanzibar staff only", status="private", excerpt="Zanzibar"),
                item(
                    2,
                    "Protected",
                    "<details><summary>Zanzibar?</summary>Secret words</details>",
                    password="open-sesame",
                ),
                page(
                    3,
                    "Private page",
                    "Zanzibar",
                    status="private",
                    meta={"_yoast_wpseo_metadesc": "Zanzibar"},
                ),
                attachment(4, "2023/05/plan.pdf", parent=1),
            ),
        )
    )
    assert "Zanzibar" in stored("Private")
    for title in ("Private", "Protected", "Private page"):
        one = Page.objects.get(title=title)
        assert not one.live
        assert one.view_restrictions.exists()
        assert "Zanzibar" not in str(one.specific.searchable_text()) + one.search_description
    assert not FaqEntry.objects.exists()
    assert "open-sesame" not in everything_kept()
    assert not ImportNote.objects.filter(text__contains="Zanzibar").exists()
    # Published by mistake, it is still for staff alone.
    Page.objects.get(title="Protected").specific.get_latest_revision().publish()
    assert client.get("/blog/entry-2/").status_code == 302
    assert "Protected" not in client.get("/search/?q=Secret").content.decode().partition("<main")[2]


def test_addresses_are_free_and_wanted_by_nothing_else(tmp_path, client):
    StandardPage(title="Here already", slug="costs")
    home = home_page()
    home.add_child(instance=StandardPage(title="Here already", slug="costs"))
    bring(
        write(
            tmp_path,
            export(
                page(1, "Costs", slug="costs"), item(2, "Costs too", slug="costs"), item(3, "Feed", slug="feed"),
                item(4, "Category", slug="category"), page(5, "Search", slug="search"), page(6, "Admin", slug="admin"),
                item(7, "Über Angst", slug="%c3%bcber-angst"), item(8, "疼痛", slug="%e7%96%bc%e7%97%9b"), item(9, "", "No title but words", slug="9"),
                item(10, "Very long " * 40, slug="very-long-" * 25), item(11, "Emoji 🌙 <em>and tags</em> &amp; &lt;b&gt;", slug="emoji"),
                page(12, "Documents", slug="documents"), page(13, "Robots", slug="robots.txt"), page(14, "Static", slug="static"),
                page(15, "Accounts", slug="accounts"), item(16, "!!!", slug=""),
            ),
        )
    )  # fmt: skip
    slugs = dict(Page.objects.filter(live=False).values_list("title", "slug"))
    assert slugs["Costs"] == "costs-2"
    assert slugs["Costs too"] == "costs"
    assert (slugs["Feed"], slugs["Category"]) == ("feed-2", "category-2")
    assert (slugs["Search"], slugs["Admin"], slugs["Static"], slugs["Accounts"]) == (
        "search-2",
        "admin-2",
        "static-2",
        "accounts-2",
    )
    assert slugs["Documents"] == "documents-2"
    assert slugs["Über Angst"] == "uber-angst"
    assert slugs["No title but words"] == "no-title-but-words"
    assert slugs["Emoji 🌙 and tags & <b>"] == "emoji"
    assert all(len(title) <= 255 for title in slugs)
    assert len({one.url_path for one in Page.objects.all()}) == Page.objects.count()
    assert all(slug.isascii() and slug for slug in slugs.values())


def test_trees_orphans_rings_and_doubled_numbers(tmp_path):
    bring(
        write(
            tmp_path,
            export(
                page(101, "Child", parent=102), page(102, "Parent"), page(103, "Orphan", parent=9999), page(104, "Ring A", parent=105),
                page(105, "Ring B", parent=104), page(106, "Own parent", parent=106), page(102, "Same number", slug="same"),
                page(107, "Below the bin", parent=108), page(108, "In the bin", status="trash"),
                *(page(200 + n, f"Level {n}", parent=199 + n if n else 0) for n in range(14)),
            ),
        )
    )  # fmt: skip
    above = {one.title: one.get_parent().title for one in Page.objects.filter(live=False)}
    home = home_page().title
    assert above["Child"] == "Parent"
    assert (above["Orphan"], above["Own parent"], above["Same number"], above["Below the bin"]) == (
        home,
    ) * 4
    assert (above["Ring A"], above["Ring B"]) == (home, "Ring A")
    assert max(Page.objects.filter(title__startswith="Level").values_list("depth", flat=True)) <= 12
    assert {f"Level {n}" for n in range(14)} <= set(above)


def test_links_between_pages_lead_to_pages(tmp_path):
    text = (
        f'<a href="{HOST}/later-post/">a</a> <a href="/a-page/">b</a> <a href="{HOST}/?p=3">c</a> <a href="{HOST}/old-name/">d</a> '
        f'<a href="http://old-clinic.example/later-post">e</a> <a href="{HOST}/2023/05/06/later-post/#part">f</a> <a href="{HOST}/gone/">g</a> '
        f'<a href="{HOST}/">h</a> <a href="{HOST}/blog/">i</a> <a href="https://old-clinic.example.evil.example/later-post/">j</a>'
    )
    bring(
        write(
            tmp_path,
            export(
                item(1, "First", text), item(2, "Later", slug="later-post", meta={"_wp_old_slug": "old-name"}),
                page(3, "A page", f'<a href="{HOST}/entry-1/">back</a>', slug="a-page"),
            ),
        )
    )  # fmt: skip
    first, later, third = (
        Page.objects.get(title=title).pk for title in ("First", "Later", "A page")
    )
    value = stored("First")
    for letter, number in (
        ("a", later),
        ("b", third),
        ("c", third),
        ("d", later),
        ("e", later),
        ("f", later),
        ("h", home_page().pk),
    ):
        assert f'id=\\"{number}\\">{letter}</a>' in value, letter
    assert f'id=\\"{blog_index().pk}\\">i</a>' in value
    assert ">g</a>" not in value
    assert "old-clinic.example.evil.example" in value
    assert f'id=\\"{first}\\"' in stored("A page")
    assert Page.objects.filter(title="Later").count() == 1
    assert ImportNote.objects.filter(kind="link", text__contains="/gone/").exists()


def test_old_addresses_lead_on_once_their_page_is_live(tmp_path, client):
    bring(
        write(
            tmp_path,
            export(
                item(
                    11, "What to expect", slug="x", link=f"{HOST}/2023/05/06/x/", terms=[("category", "visits", "Visits"), ("post_tag", "first", "first visit")],
                    meta=[("_wp_old_slug", "first-guide"), ("_wp_old_slug", "even-older")],
                ),
                item(12, "Über", slug="%c3%bcber", link=f"{HOST}/%c3%bcber/"),
                page(13, "Below", slug="below", link=f"{HOST}/above/below/"),
                head=category(4, "visits", "Visits", "care"),
            ),
        )
    )  # fmt: skip
    assert client.get("/2023/05/06/x/").status_code == 404  # a draft is nothing to lead to
    for one in Page.objects.filter(live=False).specific():
        one.get_latest_revision().publish()
    where = {
        "/2023/05/06/x/": "/blog/x/", "/2023/05/x/": "/blog/x/", "/?p=11": "/blog/x/", "/2023/05/06/first-guide/": "/blog/x/",
        "/2023/05/06/even-older": "/blog/x/", "/%C3%BCber/": "/blog/uber/", "/?p=12&utm_source=a": "/blog/uber/?utm_source=a",
        "/above/below/": "/below/", "/?page_id=13": "/below/", "/category/visits/": "/blog/category/visits/",
        "/category/care/visits/": "/blog/category/visits/", "/?cat=4": "/blog/category/visits/", "/tag/first/": None,
        "/feed/": "/blog/feed/rss/", "/?feed=rss2": "/blog/feed/rss/", "/feed/atom/": "/blog/feed/atom/", "/2023/": "/blog/year/2023/",
        "/2023/05/": "/blog/year/2023/", "/page/2/": "/blog/",
    }  # fmt: skip
    for old, new in where.items():
        answer = client.get(old)
        if new is not None:
            assert (answer.status_code, answer.headers.get("Location")) == (301, new), old
    assert client.get("/?p=999").status_code == 200
    assert client.get("/?utm_source=x").status_code == 200
    assert client.get("/?p=11&p=12").headers["Location"] == "/blog/x/"


def test_what_search_engines_read(tmp_path):
    bring(
        write(
            tmp_path,
            export(
                item(1, "Pattern", meta={"_yoast_wpseo_title": "%%title%% %%sep%% %%sitename%%", "_yoast_wpseo_metadesc": "What happens."}),
                item(2, "Written", meta={"_yoast_wpseo_title": "A title of its own", "_yoast_wpseo_metadesc": "%%excerpt%%"}),
                item(3, "Rank", meta={"rank_math_title": "%title% %sep% %sitename%", "rank_math_description": "By Rank Math, 50% less."}),
                page(4, "Hidden", meta={"_yoast_wpseo_meta-robots-noindex": "1", "_yoast_wpseo_canonical": "https://elsewhere.example/thanks/"}),
                page(5, "Shown", meta={"_yoast_wpseo_meta-robots-noindex": "2", "_yoast_wpseo_canonical": f"{HOST}/entry-5/"}),
                page(7, "Own words", meta={"_yoast_wpseo_title": "Ketamine costs in Reston %%sep%% %%sitename%%", "_yoast_wpseo_metadesc": "Care by %%sitename%%."}),
                page(8, "Team", meta={"rank_math_title": "%title% in Reston %sep% %sitename%"}),
                page(6, "Rank hidden", meta={"rank_math_robots": 'a:1:{i:0;s:7:"noindex";}', "_yoast_wpseo_canonical": "javascript:alert(1)"}),
            ),
        )
    )  # fmt: skip
    assert (draft("Pattern").seo_title, draft("Pattern").search_description) == (
        "",
        "What happens.",
    )
    assert (draft("Written").seo_title, draft("Written").search_description) == (
        "A title of its own",
        "",
    )
    assert (draft("Rank").seo_title, draft("Rank").search_description) == (
        "",
        "By Rank Math, 50% less.",
    )
    assert (
        draft("Hidden").noindex
        and draft("Hidden").canonical_url == "https://elsewhere.example/thanks/"
    )
    assert not draft("Shown").noindex and not draft("Shown").canonical_url
    assert draft("Own words").seo_title == "Ketamine costs in Reston"
    assert draft("Team").seo_title == "Team in Reston"
    notes = " ".join(ImportNote.objects.values_list("text", flat=True))
    assert "‘Ketamine costs in Reston %%sep%% %%sitename%%’" in notes
    assert "‘Care by %%sitename%%.’" in notes
    assert "%%title%%" not in notes
    assert draft("Rank hidden").noindex and not draft("Rank hidden").canonical_url


def test_categories_and_tags(tmp_path):
    BlogCategory.objects.create(name="Visits", slug="visits-here")
    terms = [
        ("category", "care", "Care &amp; Comfort"),
        ("category", "visits", "Visits"),
        ("post_tag", "first", "first visit"),
    ]
    head = category(3, "care", "Care &amp; Comfort") + category(4, "visits", "Visits", "care")
    bring(
        write(
            tmp_path,
            export(
                item(1, "Main one", terms=terms, meta={"_yoast_wpseo_primary_category": "4"}), item(2, "First one", terms=terms),
                item(3, "None", terms=[("category", "uncategorized", "Uncategorized")]), head=head,
            ),
        )
    )  # fmt: skip
    assert draft("Main one").category.slug == "visits-here"
    assert sorted(tag.name for tag in draft("Main one").tags.all()) == [
        "Care & Comfort",
        "first visit",
    ]
    assert draft("First one").category.name == "Care & Comfort"
    assert draft("None").category is None
    assert not BlogCategory.objects.filter(slug="uncategorized").exists()


PERSONAL = (
    "<wp:comment><wp:comment_author><![CDATA[Pat Example]]></wp:comment_author><wp:comment_author_email><![CDATA[pat@mail.example]]>"
    "</wp:comment_author_email><wp:comment_author_IP><![CDATA[192.0.2.7]]></wp:comment_author_IP>"
    "<wp:comment_content><![CDATA[I felt suicidal]]></wp:comment_content></wp:comment>"
)


def test_what_people_sent_is_counted_and_never_kept(tmp_path, caplog):
    said = bring(
        write(
            tmp_path,
            export(
                item(601, "A post", inside=PERSONAL * 2),
                item(602, "Message from Jo", "Jo jo@mail.example PTSD", kind="flamingo_inbound", meta={"_from_email": "jo@mail.example"}),
                item(603, "jo@mail.example", kind="flamingo_contact"), item(604, "Entry", "DOB 1980-01-01", kind="wpforms_entry"),
                item(605, "Order", kind="shop_order", meta={"_billing_phone": "703-555-0102"}), item(606, "Jo Example", kind="user_request"),
                item(607, "Jo again", "PTSD", kind="jo@mail.example"), attachment(608, "2023/05/scan-of-jo.jpg", parent=602),
                attachment(609, "wpforms/3-abc/jo.png"),
            ),
        ),
        "--report", str(tmp_path / "report.txt"),
    )  # fmt: skip
    kept = everything_kept() + said + caplog.text + (tmp_path / "report.txt").read_text()
    for word in (
        "suicidal",
        "Pat Example",
        "mail.example",
        "192.0.2",
        "PTSD",
        "1980-01-01",
        "703-555",
        "Jo Example",
        "scan-of-jo",
    ):
        assert word not in kept, word
    assert "Comments by visitors: 2." in said
    assert "Orders: 1." in said
    assert "Messages sent through a form: 2." in said
    assert "Answers to a form: 1." in said
    assert Page.objects.filter(live=False).count() == 1


def picture(color: str = "red", size=(640, 480), kind: str = "JPEG") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, color).save(data, kind)
    return data.getvalue()


@pytest.fixture(params=["folder", "zip"])
def media(request, tmp_path) -> Path:
    """Return a folder or a zip of the old library; the zip holds traps as well."""
    files = {
        "2023/05/Room.JPG": picture("green", (1600, 1200)), "2023/05/Room-300x200.JPG": picture("green", (300, 200)),
        "2023/05/plan.png": picture("blue", kind="PNG"), "2023/06/copy-of-plan.png": picture("blue", kind="PNG"),
        "2023/05/big-scaled.jpg": picture("teal", (800, 600)), "2023/05/big.jpg": picture("teal", (2000, 1500)),
        "2023/05/broken.jpg": picture()[:200], "2024/01/intake.pdf": b"%PDF-1.4 words", "2024/01/fake.pdf": b"no pdf",
    }  # fmt: skip
    if request.param == "folder":
        for name, data in files.items():
            path = tmp_path / "uploads" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        (tmp_path / "uploads" / "2023" / "05" / "link.jpg").symlink_to("/etc/hostname")
        return tmp_path / "uploads"
    with zipfile.ZipFile(tmp_path / "media.zip", "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in files.items():
            box.writestr(f"wp-content/uploads/{name}", data)
        box.writestr("../../2023/05/evil.jpg", picture())
        box.writestr("2023/05/bomb.jpg", b"\0" * (30 << 20))
    return tmp_path / "media.zip"


def test_of_a_picture_that_is_refused_the_smaller_form_is_taken(tmp_path, settings):
    folder = tmp_path / "uploads" / "2023" / "05"
    folder.mkdir(parents=True)
    Image.new("RGB", (900, 900), "navy").save(folder / "wide.jpg")
    Image.new("RGB", (400, 400), "navy").save(folder / "wide-scaled.jpg")
    (folder / "torn.png").write_bytes(b"nothing")
    Image.new("RGB", (300, 300), "teal").save(folder / "torn-300x300.png")
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 500_000
    bring(
        write(
            tmp_path,
            export(
                item(1, "Two", '<img class="wp-image-21"><img src="https://www.old-clinic.example/wp-content/uploads/2023/05/torn-300x300.png">'),
                attachment(21, "2023/05/wide-scaled.jpg"),
            ),
        ),
        "--media",
        str(tmp_path / "uploads"),
    )  # fmt: skip
    assert sorted(ClinicImage.objects.values_list("width", flat=True)) == [300, 400]
    notes = " ".join(ImportNote.objects.values_list("text", flat=True))
    assert "smaller form was taken: of the largest one, it has too many pixels" in notes


def test_every_private_page_is_closed_however_many(tmp_path, client):
    rows = [item(n, f"Private {n}", "Words", status="private") for n in range(1, 64)]
    bring(write(tmp_path, export(*rows)))
    pages = Page.objects.filter(title__startswith="Private ")
    assert pages.count() == 63
    assert not pages.filter(view_restrictions=None).exists()
    last = pages.get(title="Private 63").specific
    last.get_latest_revision().publish()
    assert client.get(last.get_url()).status_code == 302
    assert not Page.objects.live().filter(public_q(), pk=last.pk).exists()
    assert Page.objects.live().filter(public_q(), depth=2).exists()
    assert "Private 63" not in client.get("/blog/").content.decode()


def test_pictures_arrive_once_each_in_their_largest_form(tmp_path, media):
    text = (
        '[caption id="a"]<img class="wp-image-21" src="https://www.old-clinic.example/wp-content/uploads/2023/05/Room-300x200.JPG" '
        'alt="A quiet room"> Our room[/caption]<img class="wp-image-22"><img class="wp-image-23"><img class="wp-image-24">'
        '<img class="wp-image-25"><img class="wp-image-26"><img class="wp-image-27"><a href="/wp-content/uploads/2024/01/intake.pdf">Intake</a> '
        '<a href="/wp-content/uploads/2024/01/fake.pdf">Fake</a>'
    )
    meta = {"_wp_attachment_metadata": 'a:1:{s:14:"original_image";s:7:"big.jpg";}'}
    path = write(
        tmp_path,
        export(
            item(1, "With pictures", text, meta={"_thumbnail_id": "21"}), attachment(21, "2023/05/Room.JPG", "From the library"),
            attachment(22, "2023/05/plan.png"), attachment(23, "2023/06/copy-of-plan.png"), attachment(24, "2023/05/big-scaled.jpg", meta=meta),
            attachment(25, "2023/05/broken.jpg"), attachment(26, "2023/05/evil.jpg"), attachment(27, "2023/05/bomb.jpg"),
            attachment(28, "2023/05/link.jpg"),
        ),
    )  # fmt: skip
    before = ClinicImage.objects.count()
    bring(path, "--media", str(media))
    shown = [block["value"] for block in body("With pictures") if block["type"] == "picture"]
    assert [value["caption"] for value in shown] == ["Our room", "", "", ""]
    assert shown[0]["image"]["alt_text"] == "A quiet room"
    assert shown[1]["image"]["image"] == shown[2]["image"]["image"]
    sizes = [ClinicImage.objects.get(pk=value["image"]["image"]).width for value in shown]
    assert sizes == [1600, 640, 640, 2000]
    assert ClinicImage.objects.count() - before == 3
    assert draft("With pictures").picture_id == shown[0]["image"]["image"]
    assert draft("With pictures").picture_alt == "From the library"
    assert ClinicDocument.objects.count() == 1
    assert f'linktype=\\"document\\" id=\\"{ClinicDocument.objects.get().pk}\\"' in stored(
        "With pictures"
    )
    missing = " ".join(ImportNote.objects.filter(kind="picture").values_list("text", flat=True))
    assert all(
        name in missing for name in ("broken.jpg", "evil.jpg", "bomb.jpg", "link.jpg", "fake.pdf")
    )
    bring(path, "--media", str(media))
    assert ClinicImage.objects.count() - before == 3


def test_menus_are_drafts(tmp_path):
    def line(number, title, kind, object_id="0", parent="0", url=""):
        meta = {
            "_menu_item_type": kind,
            "_menu_item_object_id": object_id,
            "_menu_item_menu_item_parent": parent,
            "_menu_item_url": url,
        }
        return item(
            number,
            title,
            "",
            kind="nav_menu_item",
            order=number,
            meta=meta,
            terms=[("nav_menu", "main", "Main")],
        )

    navigation = (
        '<!-- wp:navigation-link {"label":"Home","url":"/"} /--><!-- wp:navigation-submenu {"label":"More","url":"#"} -->'
        f'<!-- wp:navigation-link {{"label":"A post","url":"{HOST}/entry-601/"}} /--><!-- /wp:navigation-submenu -->'
    )
    bring(
        write(
            tmp_path,
            export(
                item(601, "A post"), line(611, "Home", "custom", url="/"), line(612, "", "post_type", "601"),
                line(613, "Below", "taxonomy", "3", "612"), line(614, "Lost", "post_type", "9999"),
                line(615, "Deep", "custom", parent="613", url=f"{HOST}/?page_id=601"), line(616, "Out", "custom", url="https://988lifeline.org"),
                line(617, "Script", "custom", url="javascript:alert(1)"), item(700, "Footer links", navigation, kind="wp_navigation"),
            ),
        )
    )  # fmt: skip
    main = Menu.objects.get(slot="main")
    assert not main.live
    lines = main.get_latest_revision_as_object().items.raw_data
    post = Page.objects.get(title="A post").pk
    assert [line["type"] for line in lines] == ["page", "group", "link"]
    assert lines[0]["value"]["page"] == home_page().pk
    assert lines[1]["value"]["label"] == "A post"
    assert [
        link["page"] if "page" in link else link["value"]["page"]
        for link in lines[1]["value"]["links"]
    ] == [post, post]
    footer = Menu.objects.get(slot="footer-1").get_latest_revision_as_object().items.raw_data
    assert [line["type"] for line in footer] == ["page", "group"]
    left = " ".join(ImportNote.objects.filter(kind="left").values_list("text", flat=True))
    assert all(f"‘{name}’" in left for name in ("Below", "Lost", "Script"))


def test_a_menu_that_is_live_stays_and_gets_a_draft(tmp_path):
    menu = Menu(slot="main", live=True)
    menu.save()
    menu.save_revision().publish()
    meta = {"_menu_item_type": "custom", "_menu_item_url": "/"}
    text = item(
        1, "Home", "", kind="nav_menu_item", meta=meta, terms=[("nav_menu", "main", "Main")]
    )
    bring(write(tmp_path, export(item(2, "A post"), text)))
    menu = Menu.objects.get(slot="main")
    assert menu.live and menu.has_unpublished_changes and not menu.items.raw_data
    call_command(
        "import_wordpress", "--undo", str(ImportRun.objects.get().pk), stdout=io.StringIO()
    )
    menu = Menu.objects.get(slot="main")
    assert menu.live and not menu.has_unpublished_changes
    assert menu.latest_revision_id == menu.live_revision_id


def test_the_claims_are_listed_sentence_by_sentence(tmp_path):
    said = bring(
        write(
            tmp_path,
            export(
                item(1, "Bold", "<p>Ketamine cures depression. We are open on Monday.</p>"),
                item(2, "Calm", "<p>We are open.</p>"),
            ),
        )
    )
    claims = ImportNote.objects.filter(kind="claim")
    assert [note.title for note in claims] == ["Bold"]
    assert "“Ketamine cures depression" in claims[0].text
    assert "What the clinical reviewer must mend (1)" in said


def test_a_dry_run_keeps_nothing(tmp_path, media):
    path = write(
        tmp_path,
        export(
            item(
                1,
                "A",
                '<img class="wp-image-21">Ketamine cures depression.',
                terms=[("category", "c", "C")],
            ),
            attachment(21, "2023/05/Room.JPG"),
        ),
    )
    counted = (Page, Redirect, ClinicImage, BlogCategory, Tag, FaqEntry, ImportedThing)
    before = [model.objects.count() for model in counted]
    said = bring(path, "--dry-run", "--media", str(media))
    assert [model.objects.count() for model in counted] == before
    assert "Would be taken, as drafts: 1 post" in said and "cures" in said
    assert "Nothing was kept" in said


def test_twice_is_once_and_what_staff_changed_stays(tmp_path):
    path = write(
        tmp_path,
        export(
            item(1, "A", terms=[("post_tag", "t", "T")]),
            page(2, "B"),
            item(3, "C", "<details><summary>Q?</summary>A</details>"),
        ),
    )
    bring(path)
    one = Page.objects.get(title="A").specific
    one.title = "A, by hand"
    one.save_revision()
    Page.objects.get(title="B").specific.delete()
    counts = [model.objects.count() for model in (Page, Redirect, FaqEntry, Tag)]
    said = bring(path)
    assert [model.objects.count() for model in (Page, Redirect, FaqEntry, Tag)] == counts
    assert draft("A").title == "A, by hand"
    assert "2 were there already" in said and "1 was deleted here since" in said


def test_a_stopped_import_goes_on(tmp_path):
    path = write(tmp_path, export(*(item(n, f"Post {n}") for n in range(1, 31)), page(40, "Last")))
    left = iter(range(12))
    run = ImportRun.objects.create(file_name="x", digest="d", path=str(path), use_network=False)
    Engine(run, stopping=lambda: next(left, None) is None).advance()
    assert 0 < BlogPostPage.objects.count() < 30
    run = ImportRun.objects.get(pk=run.pk)
    Engine(run).advance()
    assert BlogPostPage.objects.count() == 30
    assert Page.objects.filter(title="Last").count() == 1
    assert run.state == ImportRun.State.DONE
    assert run.counts["posts"] == 30


def test_asked_to_stop_it_stops_and_the_command_goes_on(tmp_path):
    path = write(tmp_path, export(*(item(n, f"Post {n}") for n in range(1, 26))))

    def ask(run):
        ImportRun.objects.filter(pk=run.pk, done__lt=15, phase="pages").update(stop_asked=True)

    from moving_in.starting import find_or_begin

    run, _goes_on = find_or_begin(path, media="", network=False, dry=False)
    Engine(run, say=ask).advance()
    assert ImportRun.objects.get(pk=run.pk).state == ImportRun.State.STOPPED
    said = bring(path)
    assert "goes on where it was stopped" in said
    assert BlogPostPage.objects.count() == 25
    assert ImportRun.objects.count() == 1


def test_an_import_is_taken_back_whole(tmp_path, media):
    text = '<img class="wp-image-21"><details><summary>Q?</summary>A</details><a href="/wp-content/uploads/2024/01/intake.pdf">I</a>'
    path = write(
        tmp_path,
        export(
            item(1, "A", text, terms=[("category", "c", "C"), ("post_tag", "t", "T")]), page(2, "B"), page(3, "Below", parent=2),
            item(4, "Private", status="private"), attachment(21, "2023/05/Room.JPG"),
        ),
    )  # fmt: skip
    kept = (
        Page,
        Redirect,
        ClinicImage,
        ClinicDocument,
        BlogCategory,
        Tag,
        FaqEntry,
        Menu,
        GoneAddress,
    )
    before = [model.objects.count() for model in kept]
    bring(path, "--media", str(media))
    call_command(
        "import_wordpress", "--undo", str(ImportRun.objects.get().pk), stdout=io.StringIO()
    )
    assert [model.objects.count() for model in kept] == before
    assert not ImportedThing.objects.exists()
    assert "A" not in Page.objects.values_list("title", flat=True)
    bring(path)
    assert Page.objects.filter(title="Below").exists()


def test_what_was_published_or_changed_since_stays(tmp_path):
    bring(
        write(
            tmp_path,
            export(
                item(1, "Published"),
                item(2, "Changed"),
                page(3, "Above"),
                page(4, "Below", parent=3),
                item(5, "Untouched"),
            ),
        )
    )
    for title in ("Published", "Below"):
        Page.objects.get(title=title).specific.get_latest_revision().publish()
    Page.objects.get(title="Changed").specific.save_revision()
    out = io.StringIO()
    call_command("import_wordpress", "--undo", str(ImportRun.objects.get().pk), stdout=out)
    assert set(Page.objects.filter(depth__gt=2).values_list("title", flat=True)) == {
        "Blog",
        "Published",
        "Changed",
        "Above",
        "Below",
    }
    assert "published since" in out.getvalue() and "changed it since" in out.getvalue()
    assert Redirect.objects.filter(redirect_page__title="Published").exists()


def test_every_page_opens_in_its_editor_and_its_preview(tmp_path, client, media):
    FormPageFactory(title="Write to us")
    from .test_words import BAKERY, DIVI, ELEMENTOR

    text = (
        "[contact-form-7 id='1']<h2>Prices</h2><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td><a href='/b/'>2</a></td></tr></table>"
        "<details><summary>Q?</summary><p>A</p></details>[gallery ids='21']https://vimeo.com/1\n\n<blockquote>Said<cite>WHO</cite></blockquote>"
        "<!--more-->[recent_posts]<a class='btn' href='/entry-2/'>See</a> <a href='/wp-content/uploads/2024/01/intake.pdf'>I</a>"
    )
    elementor = {"_elementor_edit_mode": "builder", "_elementor_data": json.dumps(ELEMENTOR)}
    bring(
        write(
            tmp_path,
            export(item(1, "All kinds", text), page(2, "Divi", DIVI), page(3, "Bakery", BAKERY), page(4, "Elementor", meta=elementor), page(5, "Private", "Words", status="private"),
                   attachment(21, "2023/05/Room.JPG")),
        ),
        "--media", str(media),
    )  # fmt: skip
    client.force_login(make_user("boss", is_superuser=True))
    pages = list(Page.objects.filter(live=False))
    assert len(pages) == 5
    for one in pages:
        assert client.get(reverse("wagtailadmin_pages:edit", args=(one.pk,))).status_code == 200, (
            one.title
        )
        answer = client.get(reverse("wagtailadmin_pages:view_draft", args=(one.pk,)))
        assert answer.status_code == 200, one.title
        assert answer.content.count(b"<h1") == 1, one.title
    assert (
        "Write to us"
        in client.get(
            reverse("wagtailadmin_pages:view_draft", args=(Page.objects.get(title="All kinds").pk,))
        ).content.decode()
    )


def test_damage_is_said_and_the_rest_arrives(tmp_path):
    whole = export(
        item(1, "Bad bytes", "Pasted HERE Word"),
        item(2, "After"),
    ).encode()
    whole = whole.replace(b"HERE", b"\x93from\x94\x0b")
    cut = b"<item><title>Cut off</title><wp:post_id>9</wp:post_id><wp:post_type>post</wp:post_type><content:encoded><![CDATA[The download st"
    said = bring(write(tmp_path, whole[: whole.index(b"</channel>")] + cut))
    assert "“from”" in stored("Bad bytes")
    assert Page.objects.filter(title="After").exists()
    assert "The download st" in stored("Cut off")
    assert "Damage in the file" in said and "Export it anew" in said
    assert "Cut off: The file is broken in this entry" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "x">]><rss><item></item></rss>',
            "document type",
        ),
        ("not xml", "no export of WordPress"),
        ("", "is empty"),
        (
            "<rss><channel><generator>https://wordpress.org</generator></channel></rss>",
            "no pages and no posts",
        ),
    ],
)
def test_bad_files_get_a_sentence(tmp_path, text, said):
    with pytest.raises(CommandError, match=said):
        bring(write(tmp_path, text))
    assert not ImportedThing.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["/nowhere/export.xml"], "There is no file"),
        ([], "Give the export"),
        (["--undo", "77"], "There is no import 77"),
        (["/tmp"], "is a folder"),
    ],
)
def test_bad_orders_get_a_sentence(arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("import_wordpress", *arguments, stdout=io.StringIO())


def test_bad_media_gets_a_sentence(tmp_path):
    path = write(tmp_path, export(item(1, "A")))
    for name, said in (("none", "no folder or zip"), ("export.xml", "neither a folder nor a zip")):
        with pytest.raises(CommandError, match=said):
            bring(path, "--media", str(tmp_path / name))
    assert not BlogPostPage.objects.exists()


def test_a_site_without_a_home_page_gets_a_sentence(tmp_path):
    Page.objects.filter(depth=2).first().specific.delete()
    with pytest.raises(CommandError, match="no home page"):
        bring(write(tmp_path, export(item(1, "A"))))


def test_a_site_without_a_blog_gets_one_as_a_draft(tmp_path):
    blog_index().delete()
    path = write(tmp_path, export(item(1, "A")))
    bring(path)
    blog = Page.objects.get(title="Blog")
    assert not blog.live and blog.get_children().count() == 1
    call_command(
        "import_wordpress", "--undo", str(ImportRun.objects.get().pk), stdout=io.StringIO()
    )
    assert not Page.objects.filter(title="Blog").exists()


def test_the_report_is_in_plain_words(tmp_path):
    bring(write(tmp_path, export(item(1, "A", "[acme_x a=1]"), item(2, "B", "[acme_x a=1]"))))
    lines = list(text_report(ImportRun.objects.get()))
    assert any(line.startswith("  - A, B: Unknown shortcode [acme_x]") for line in lines)


def test_what_breaks_off_before_it_says_what_it_is_may_be_a_patients(tmp_path):
    whole = export(
        item(1, "First"), item(2, "From Jo", "Jo has PTSD and wants", kind="flamingo_inbound")
    )
    said = bring(write(tmp_path, whole[: whole.index("and wants")]))
    assert Page.objects.filter(title="First").exists()
    assert not Page.objects.filter(title="From Jo").exists()
    assert "PTSD" not in everything_kept()
    assert "break off before they say" in said


def test_the_report_names_nobodys_address(tmp_path):
    text = f'<a href="{HOST}/thanks/?email=jo@mail.example&ip=192.0.2.7">Thanks</a><a href="{HOST}/jo@mail.example/">Jo</a>[acme_x a=1]'
    said = bring(write(tmp_path, export(item(1, "Write to jo@mail.example", text))))
    notes = str(list(ImportNote.objects.values_list("text", "title"))) + said
    assert "mail.example" not in notes and "192.0.2" not in notes
    assert "/thanks/" in notes


def test_imports_are_brought_forward_one_at_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr("moving_in.management.commands.import_wordpress.PATIENCE", 1)
    path = write(tmp_path, export(item(1, "A")))
    with only_one() as ours:
        assert ours
        with pytest.raises(CommandError, match="Another import is under way"):
            bring(path)
        assert go_on() == ""
    assert "goes on" in bring(path)


def test_who_began_it_owns_the_drafts(tmp_path):
    editor = make_user("writer")
    run = ImportRun.objects.create(
        file_name="x",
        digest="d",
        path=str(write(tmp_path, export(item(1, "A")))),
        use_network=False,
        started_by=editor,
    )
    Engine(run).advance()
    page = Page.objects.get(title="A")
    assert page.owner == editor
    assert page.get_latest_revision().user == editor
