"""An import that is tried, stopped, repeated and taken back."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from blog.models import BlogCategory, BlogPostPage
from clinic.models import FaqEntry, Menu
from edge.models import GoneAddress
from media.models import ClinicDocument, ClinicImage
from moving_in.folder import only_one
from moving_in.jobs import go_on
from moving_in.landing.engine import Engine
from moving_in.models import ImportedThing, ImportRun
from tests.factories.forms import FormPageFactory
from tests.moving_in.bringing import bring, draft
from tests.staff.people import make_user

from .exports import attachment, export, item, page, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("new_site")]


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
    from tests.moving_in.words.test_builder_words import BAKERY, DIVI, ELEMENTOR

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
