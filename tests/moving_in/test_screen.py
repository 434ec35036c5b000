"""The same in the admin: looked at first, brought in by the worker, told in plain words, taken back."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from blog.models import BlogPostPage
from moving_in.jobs import delete_old_files, go_on
from moving_in.models import ImportRun
from staff import roles
from tests.moving_in.bringing import picture
from tests.staff.people import sign_in

from .exports import attachment, export, item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("new_site")]
INDEX = "/admin/moving-in/"


@pytest.fixture
def editor():
    return sign_in(roles.EDITOR)


def upload(client, text: str, name: str = "export.xml", **more):
    """Choose a file and press the button."""
    return client.post(INDEX, {"export": SimpleUploadedFile(name, text.encode()), **more})


def work() -> None:
    """Let the worker do what there is to do."""
    for _round in range(20):
        go_on()
        if not ImportRun.objects.filter(state__in=("waiting", "running", "undoing")).exists():
            return


def press(client, run: ImportRun, what: str):
    return client.post(reverse("moving_in:act", args=(run.pk,)), {"do": what}, follow=True)


def shown(client, run: ImportRun) -> BeautifulSoup:
    return BeautifulSoup(
        client.get(reverse("moving_in:run", args=(run.pk,))).content, "html.parser"
    )


def test_looked_at_brought_in_and_taken_back(editor):
    answer = upload(
        editor, export(item(1, "Bold", "<p>Ketamine cures depression.</p>"), item(2, "Calm"))
    )
    run = ImportRun.objects.get()
    assert answer.headers["Location"] == reverse("moving_in:run", args=(run.pk,))
    assert shown(editor, run).find("progress") is not None
    work()
    page = shown(editor, run)
    assert "This would happen" in page.find("main").get_text()
    assert not BlogPostPage.objects.exists()
    press(editor, run, "begin")
    work()
    page = shown(editor, run)
    assert "2 posts" in page.find("main").get_text()
    assert "cures" in page.find(id="claim").get_text()
    link = page.find(id="claim").find("a")
    assert link["href"] == reverse(
        "wagtailadmin_pages:edit", args=(Page.objects.get(title="Bold").pk,)
    )
    assert not Path(ImportRun.objects.get().path).exists()
    press(editor, run, "undo")
    work()
    assert "It is taken back" in shown(editor, run).find("main").get_text()
    assert not BlogPostPage.objects.exists()
    assert set(ModelLogEntry.objects.filter(action__startswith="moving_in").values_list("action", flat=True)) == {
        "moving_in.begin", "moving_in.undo",
    }  # fmt: skip


def test_pictures_come_from_a_zip(editor):
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as packed:
        packed.writestr("uploads/2023/05/Room.JPG", picture())
    pictures = SimpleUploadedFile("uploads.zip", box.getvalue())
    upload(
        editor,
        export(
            item(1, "A", '<img class="wp-image-21" alt="Room">'), attachment(21, "2023/05/Room.JPG")
        ),
        pictures=pictures,
    )
    run = ImportRun.objects.get()
    work()
    press(editor, run, "begin")
    work()
    assert "1 picture" in shown(editor, run).find("main").get_text()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Choose the export"),
        ({"export": SimpleUploadedFile("photo.jpg", b"x")}, "This is no export"),
        ({"export": SimpleUploadedFile("export.xml", b"")}, "This file is empty"),
        (
            {
                "export": SimpleUploadedFile("a.xml", b"<item>"),
                "pictures": SimpleUploadedFile("a.rar", b"x"),
            },
            "Pack the pictures as a .zip",
        ),
    ],
)
def test_wrong_files_get_a_sentence(editor, data, said):
    answer = editor.post(INDEX, data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not xml at all", "no export of WordPress"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><rss><item></item></rss>', "document type"),
    ],
)
def test_what_is_no_export_is_told_by_the_report(editor, text, said):
    upload(editor, text)
    work()
    run = ImportRun.objects.get()
    assert run.state == "failed"
    text = shown(editor, run).find("main").get_text()
    assert "It could not be done" in text and said in text
    assert not list(Path(run.path).parent.glob("*"))


def test_stopped_it_waits_and_goes_on(editor):
    upload(editor, export(*(item(number, f"Post {number}") for number in range(1, 15))))
    run = ImportRun.objects.get()
    press(editor, run, "stop")
    work()
    assert ImportRun.objects.get().state == "stopped"
    assert "It is stopped" in shown(editor, run).find("main").get_text()
    press(editor, run, "go_on")
    work()
    assert ImportRun.objects.get().state == "done"


def test_thrown_away_nothing_is_left(editor, tmp_path):
    upload(editor, export(item(1, "A")))
    work()
    press(editor, ImportRun.objects.get(), "forget")
    assert not ImportRun.objects.exists()
    assert not list((tmp_path / "moving-in").glob("run-*"))


def test_the_screen_that_waits_is_told(editor):
    upload(editor, export(item(1, "A")))
    run = ImportRun.objects.get()
    address = reverse("moving_in:progress", args=(run.pk,))
    assert editor.get(address).json()["active"] is True
    work()
    assert editor.get(address).json() == {"active": False, "percent": 100, "text": "Done: 1 of 1"}


@pytest.mark.parametrize("what", ["begin", "go_on", "undo", "nonsense", ""])
def test_buttons_that_do_not_fit_do_nothing(editor, what):
    upload(editor, export(item(1, "A")))
    answer = press(editor, ImportRun.objects.get(), what)
    assert answer.status_code == 200
    assert not BlogPostPage.objects.exists()


@pytest.mark.parametrize("role", [roles.FRONT_DESK, roles.MANAGER, roles.REVIEWER])
def test_others_do_not_get_in(role):
    run = ImportRun.objects.create(file_name="x", digest="x", path="x")
    client = sign_in(role)
    for address in (
        INDEX,
        reverse("moving_in:run", args=(run.pk,)),
        reverse("moving_in:progress", args=(run.pk,)),
    ):
        assert client.get(address).status_code in (302, 403)
    assert client.post(reverse("moving_in:act", args=(run.pk,)), {"do": "undo"}).status_code in (
        302,
        403,
    )
    assert ImportRun.objects.get().state == "waiting"


def test_a_file_on_the_server_can_be_chosen(editor, tmp_path):
    inbox = tmp_path / "moving-in" / "inbox"
    inbox.mkdir(parents=True)
    (inbox / "large.xml").write_text(export(item(1, "From the server")))
    (inbox / "link.xml").symlink_to("/etc/hostname")
    page = BeautifulSoup(editor.get(INDEX).content, "html.parser")
    assert [option["value"] for option in page.find(id="id_on_server").find_all("option")] == [
        "",
        "large.xml",
    ]
    assert editor.post(INDEX, {"on_server": "../../etc/passwd"}).status_code == 422
    editor.post(INDEX, {"on_server": "large.xml"})
    work()
    assert ImportRun.objects.get().counts["posts"] == 1
    assert not (inbox / "large.xml").exists()


def test_files_that_nobody_needs_are_deleted(editor):
    upload(editor, export(item(1, "A")))
    work()
    run = ImportRun.objects.get()
    assert Path(run.path).exists()
    ImportRun.objects.update(started_at=timezone.now() - timedelta(days=8))
    delete_old_files()
    assert not Path(run.path).exists()
    assert "The file is not here any more" in press(editor, run, "begin").content.decode()
