"""A file is what its name says, a telephone's photo is taken, and eight at once don't fill the memory."""

import io
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pillow_heif
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection

from media.content_types import check_document
from media.models import ClinicDocument, ClinicImage
from media.pixel_budget import PixelBudget

ROOT = Path(__file__).resolve().parents[2]


def docx(*extra: str) -> bytes:
    """Return the parts of a Word document, and `extra` ones."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name in ("[Content_Types].xml", "word/document.xml", *extra):
            parts.writestr(name, "<x/>")
    return out.getvalue()


GOOD = [
    ("a.pdf", b"%PDF-1.4\n..."),
    ("A.PDF", b"\n%PDF-1.7\n"),
    ("a.pdf", b"\xef\xbb\xbf\r\n\x00 %PDF-1.7\n"),
    ("a.pdf", b"\x1b%-12345X@PJL SET RESOLUTION=600\r\n@PJL ENTER LANGUAGE=PDF\r\n%PDF-1.4\n"),
    ("a.docx", docx()),
    ("a.txt", "Grüße, ‘hello’".encode()),
    ("a.txt", "Grüße".encode("cp1252")),
    ("a.txt", "Grüße".encode("utf-16")),
    ("a.csv", b"\xef\xbb\xbfname;number\nAnn;1\n"),
    ("a.txt", b""),
    ("a.txt", b"a < b and <b> is no page"),
]
BAD = [
    ("a.pdf", b"<html><script>alert(1)</script>"),
    ("a.pdf", b"MZ\x90\x00"),
    ("a.pdf", b""),
    ("a.pdf", b"<html><script>alert(1)</script>%PDF-1.4"),
    ("a.pdf", b"\n\n<svg onload=alert(1)>\n%PDF-1.4"),
    ("a.pdf", b"MZ\x90\x00\x03%PDF-1.4"),
    ("a.pdf", b"#!/bin/sh\nrm -r ~\n%PDF-1.4"),
    ("a.pdf", docx() + b"%PDF-1.4"),
    ("a.pdf", b"GIF89a%PDF-1.4"),
    ("a.pdf", b"\x1b%-12345X@PJL <script>alert(1)</script>%PDF-1.4"),
    ("a.pdf", b" " * 1020 + b"%PDF-1.4"),
    ("a.docx", b"%PDF-1.4"),
    ("a.docx", docx()[:60]),
    ("a.docx", b"\xd0\xcf\x11\xe0 an old .doc"),
    ("a.docx", docx("word/vbaProject.bin")),
    ("a.txt", b"<!DOCTYPE html><p>x"),
    ("a.txt", b"  \n<script>alert(1)</script>"),
    ("a.csv", b"\x7fELF\x02"),
    ("a.csv", docx()),
    ("a.txt", b"begins well" + bytes(2_000_000)),
    ("a.txt", b"%PDF-1.4"),
]


def _number(cases: list[tuple[str, bytes]]) -> list[str]:
    """Return names for the cases: an archive's bytes hold the time, so they can't name a test."""
    return [f"{number}-{name}" for number, (name, _content) in enumerate(cases)]


@pytest.mark.parametrize(("name", "content"), GOOD, ids=_number(GOOD))
def test_what_a_name_says_is_taken(name, content):
    file = io.BytesIO(content)
    check_document(name, file)
    assert file.tell() == 0


@pytest.mark.parametrize(("name", "content"), BAD, ids=_number(BAD))
def test_what_a_name_does_not_say_is_refused_with_a_sentence(name, content):
    with pytest.raises(ValidationError) as error:
        check_document(name, io.BytesIO(content))
    assert len(error.value.messages[0]) > 30


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["one", "several", "chooser"])
def test_every_way_of_uploading_compares(admin_client, settings, tmp_path, way):
    settings.MEDIA_ROOT = str(tmp_path)
    page = SimpleUploadedFile("plan.pdf", b"<html><script>alert(1)</script>")
    root = Collection.get_first_root_node().pk
    if way == "one":
        answer = admin_client.post(
            "/admin/documents/add/", {"title": "x", "file": page, "collection": root}
        )
    elif way == "several":
        answer = admin_client.post(
            "/admin/documents/multiple/add/", {"title": "x", "files[]": page, "collection": root}
        )
    else:
        answer = admin_client.post(
            reverse("wagtaildocs_chooser:create"),
            {"document-chooser-upload-title": "x", "document-chooser-upload-file": page,
             "document-chooser-upload-collection": root, "title": "x", "file": page, "collection": root},
        )  # fmt: skip
    assert answer.status_code == 200
    assert "not what its name says" in answer.content.decode()
    assert not ClinicDocument.objects.exists()


# --- HEIC -----------------------------------------------------------------------------------------
def heic(size=(64, 48), orientation: int = 1) -> bytes:
    """Return a photo as an iPhone makes it: with its place, and turned."""
    picture = Image.new("RGB", size, "teal")
    picture.paste("white", (0, 0, 16, 16))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "Samplephone"
    exif.get_ifd(0x8825).update({1: "N", 2: (38.0, 53.0, 23.0)})
    out = io.BytesIO()
    pillow_heif.from_pillow(picture).save(out, quality=90, exif=exif.tobytes())
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["IMG_0042.HEIC", "photo.heic", "photo.heif"])
def test_a_telephones_photo_is_taken_and_becomes_a_jpeg(admin_client, settings, tmp_path, name):
    settings.MEDIA_ROOT = str(tmp_path)
    upload = SimpleUploadedFile(name, heic(), content_type="image/heic")
    answer = admin_client.post(
        "/admin/images/add/",
        {"title": "A room", "file": upload, "collection": Collection.get_first_root_node().pk},
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    image = ClinicImage.objects.get()
    assert image.file.name.endswith(".jpg")
    content = image.file.read()
    picture = Image.open(io.BytesIO(content))
    assert picture.format == "JPEG" and picture.size == (64, 48) == (image.width, image.height)
    assert not picture.getexif() and b"Samplephone" not in content
    assert image.file_size == len(content)
    assert image.get_rendition("width-20|format-webp").width == 20


@pytest.mark.django_db
def test_half_a_heic_and_a_heic_by_another_name_are_refused(admin_client, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    for name, content in (("a.heic", heic()[:300]), ("a.jpg", heic()), ("a.heic", b"<svg/>")):
        upload = SimpleUploadedFile(name, content)
        answer = admin_client.post("/admin/images/add/", {"title": "x", "file": upload})
        assert answer.status_code == 200
    assert not ClinicImage.objects.exists()


# --- Memory ------------------------------------------------------------------------------------------
def test_small_pictures_go_side_by_side_and_large_ones_wait():
    budget, most, seen = PixelBudget(10), [], threading.Lock()
    inside = [0]

    def work(pixels: int) -> None:
        with budget.hold(pixels), budget.hold(pixels):  # whoever has room does not wait again
            with seen:
                inside[0] += pixels
                most.append(inside[0])
            threading.Event().wait(0.02)
            with seen:
                inside[0] -= pixels

    for sizes, limit in (([3] * 6, 10), ([9] * 4, 10), ([50, 50, 1], 50)):
        most.clear()
        threads = [threading.Thread(target=work, args=[size]) for size in sizes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
            assert not thread.is_alive()
        assert len(most) == len(sizes) and max(most) <= limit
        if sizes == [3] * 6:
            assert max(most) == 9
    assert budget.used == 0


UPLOADS = """
import io, resource, sys, threading
sys.path[:0] = ["site", "."]
import django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from media.forms import WholeImageField
from media.uploads import without_metadata
exif = Image.Exif(); exif[0x0112] = 6
out = io.BytesIO(); Image.new("RGB", (4900, 4900), "teal").save(out, "JPEG", exif=exif.tobytes())
content = out.getvalue(); del out
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
failed = []
def upload():
    try:
        file = WholeImageField().clean(SimpleUploadedFile("a.jpg", content))
        assert without_metadata(file).size
    except BaseException as error:
        failed.append(error)
threads = [threading.Thread(target=upload) for _ in range(int(sys.argv[1]))]
[t.start() for t in threads]; [t.join() for t in threads]
assert not failed, failed
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.slow
def test_eight_photos_at_once_take_hardly_more_memory_than_one():
    """Each of 24 megapixels is 72 MB when it is open, and is open twice while it is turned."""

    def measure(count: int) -> int:
        done = subprocess.run(
            [sys.executable, "-c", UPLOADS, str(count)], cwd=ROOT, capture_output=True, text=True, check=True,
            env={"DJANGO_SETTINGS_MODULE": "config.settings.test", "PATH": "/usr/bin:/bin"}, timeout=240,
        )  # fmt: skip
        return int(done.stdout.strip())

    one, eight = measure(1), measure(8)
    assert eight < one + 160, (one, eight)
