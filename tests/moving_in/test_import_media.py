"""Pictures and documents of an import: once each, in their largest form, refused where they must be; menus as drafts."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from PIL import Image
from wagtail.models import Page

from clinic.models import Menu
from infra.view_restrictions import public_q
from media.models import ClinicDocument, ClinicImage
from moving_in.models import ImportNote, ImportRun
from tests.factories.home import home_page
from tests.moving_in.bringing import body, bring, draft, stored

from .exports import HOST, attachment, export, item, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("new_site")]


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
