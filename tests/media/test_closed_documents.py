"""Documents are handed out by permission alone: on this machine whatever the settings, and from a bucket."""

import re
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.http import Http404
from moto.server import ThreadedMotoServer
from wagtail.models import Collection, CollectionViewRestriction

from media.models import ClinicDocument, ClinicImage
from media.storages import document_storage
from media.views import serve_picture
from tests.factories import ClinicImageFactory, home_page

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nfor some people only"


def store_document(*, closed: bool = True) -> ClinicDocument:
    """Return a document, in a collection that only people who signed in may read."""
    collection = Collection.get_first_root_node().add_child(name="Closed")
    if closed:
        CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=CollectionViewRestriction.LOGIN
        )
    return ClinicDocument.objects.create(
        title="Plan", collection=collection, file=ContentFile(PDF, name="plan.pdf")
    )


@pytest.fixture
def media_folder(settings, tmp_path):
    """Files have a folder of their own."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "address",
    [
        "documents/plan.pdf", "./documents/plan.pdf", "images/../documents/plan.pdf", "//documents/plan.pdf",
        "images/../../secret", "documents//plan.pdf", "images\\..\\documents\\plan.pdf", "uploaded_files/x",
        "Documents/plan.pdf", "plan.pdf", "", "..", "/etc/passwd", "later_folder/x.txt",
    ],
)  # fmt: skip
def test_no_way_of_writing_the_address_reaches_what_is_closed(rf, media_folder, address):
    for folder in ("documents", "uploaded_files", "later_folder", "images"):
        (media_folder / folder).mkdir()
    (media_folder / "documents/plan.pdf").write_bytes(PDF)
    (media_folder / "uploaded_files/x").write_bytes(PDF)
    (media_folder / "later_folder/x.txt").write_bytes(PDF)
    with pytest.raises(Http404):
        serve_picture(rf.get("/media/x"), address)


def test_pictures_are_for_everybody(rf, media_folder):
    (media_folder / "images").mkdir()
    (media_folder / "images/a.txt").write_bytes(b"a picture")
    answer = serve_picture(rf.get("/media/images/a.txt"), "images/a.txt")
    assert b"".join(answer.streaming_content) == b"a picture"


@pytest.mark.parametrize("method", ["serve_view", "redirect", "direct", None])
def test_whatever_the_setting_a_stranger_is_sent_to_sign_in(
    client, settings, media_folder, method, admin_client
):
    settings.WAGTAILDOCS_SERVE_METHOD = method
    home_page()
    document = store_document()
    assert document.url == f"/documents/{document.pk}/plan.pdf"
    answer = client.get(document.url)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")
    assert "no-store" in answer["Cache-Control"]
    answer = admin_client.get(document.url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == PDF
    assert "public" not in answer["Cache-Control"]
    with pytest.raises(NotImplementedError):
        document.file.url  # noqa: B018


def test_the_editors_screens_stand_a_file_without_an_address(admin_client, media_folder):
    document = store_document()
    assert admin_client.get(f"/admin/documents/edit/{document.pk}/").status_code == 200
    assert admin_client.get("/admin/documents/").status_code == 200
    assert admin_client.get("/admin/documents/chooser/").status_code == 200


# --- A bucket ------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def s3():
    """A local S3 server with one empty bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "local")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "local")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        boto3.client("s3", endpoint_url=address).create_bucket(Bucket="clinic")
        yield address
    server.stop()


def s3_settings(address: str) -> dict:
    """Return what config/settings/storage.py makes of S3_BUCKET, read from that file itself."""
    from config.settings import storage

    source = open(storage.__file__, encoding="utf-8").read()  # noqa: SIM115, PTH123
    block = re.search(r"^if S3_BUCKET:\n(.*?)(?=^\S)", source, re.MULTILINE | re.DOTALL)[0]

    class Env:
        @staticmethod
        def str(name: str, default: str = "") -> str:
            return {"S3_ENDPOINT": address}.get(name, default)

    scope = {"S3_BUCKET": "clinic", "STORAGES": {}, "env": Env}
    exec(block, scope)
    return scope["STORAGES"]


@pytest.fixture
def bucket(s3, settings, monkeypatch):
    """The site keeps its files in the bucket."""
    settings.STORAGES = {**settings.STORAGES, **s3_settings(s3)}
    settings.WAGTAILDOCS_SERVE_METHOD = "redirect"
    # A field asks for its storage once, when the process starts.
    monkeypatch.setattr(ClinicDocument._meta.get_field("file"), "storage", document_storage())
    return s3


def ask(address: str) -> tuple[int, bytes]:
    """Ask the bucket as a stranger does."""
    try:
        with urlopen(Request(address), timeout=10) as answer:
            return answer.status, answer.read()
    except OSError as error:
        return getattr(error, "code", 0), b""


def test_pictures_in_a_bucket_are_public_and_documents_closed(bucket, client, admin_client):
    home_page()
    document = store_document()
    plain = f"{bucket}/clinic/closed/{document.file.name}"
    assert ask(plain)[0] == 403
    answer = client.get(document.url)
    assert answer["Location"].startswith("/accounts/login/")
    answer = admin_client.get(document.url)
    assert answer.status_code == 302 and answer["Cache-Control"] == "private, no-store"
    signed = answer["Location"]
    assert ask(signed) == (200, PDF)
    query = parse_qs(urlsplit(signed).query)
    assert query["X-Amz-Expires"] == ["120"] and query["X-Amz-Signature"]
    assert "closed/documents/" in signed


def test_pictures_in_a_bucket_have_plain_addresses(bucket):
    image = ClinicImageFactory()
    assert isinstance(image, ClinicImage)
    assert "X-Amz" not in image.file.url and "/public/" in image.file.url
    assert ask(image.file.url)[0] == 200
    rendition = image.get_rendition("width-20")
    assert ask(rendition.url)[0] == 200


def test_one_bucket_keeps_the_two_apart(bucket):
    name = storages["documents"].save("documents/only.txt", ContentFile(b"x"))
    assert storages["documents"].exists(name)
    assert not storages["default"].exists(name)
