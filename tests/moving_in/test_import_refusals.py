"""Files, folders and sites that an import can't use or only in part: a clear sentence each, and nobody's words kept."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from blog.models import BlogPostPage
from moving_in.models import ImportedThing, ImportNote, ImportRun
from moving_in.report import text_report
from tests.factories.blog import blog_index
from tests.moving_in.bringing import bring, everything_kept, stored

from .exports import HOST, attachment, export, item, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("new_site")]


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
