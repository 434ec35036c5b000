"""A picture that is there already is recognised, and no other one is: by the hash of the stored file."""

import hashlib
import json
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection

from infra.content_version import read_version
from infra.jobs import all_jobs
from media.file_hashes import fill_missing_hashes
from media.models import ClinicDocument, ClinicImage
from tests.factories import ClinicImageFactory

pytestmark = pytest.mark.django_db
FOCUS = dict.fromkeys(
    ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"), ""
)


def photo(colour="teal", *, camera="", name="photo.jpg"):
    """Return an upload; with `camera`, one that says which camera took it."""
    exif = Image.Exif()
    if camera:
        exif[0x010F] = camera
    out = BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG", exif=exif.tobytes() if camera else b"")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def hash_of(stored):
    """Return the hash of the bytes that the storage holds."""
    with stored.file.storage.open(stored.file.name) as file:
        return hashlib.sha1(file.read(), usedforsecurity=False).hexdigest()


def add_alone(client, upload):
    root = Collection.get_first_root_node().pk
    data = {"title": "Photo", "file": upload, "collection": root, **FOCUS}
    assert client.post(reverse("wagtailimages:add"), data).status_code == 302
    return ClinicImage.objects.latest("pk")


def add_with_others(client, upload):
    response = client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Photo", "files[]": upload, "collection": Collection.get_first_root_node().pk},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    return json.loads(response.content)


def add_in_chooser(client, upload):
    root = Collection.get_first_root_node().pk
    response = client.post(
        reverse("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": "Photo",
            "image-chooser-upload-file": upload,
            "image-chooser-upload-collection": root,
            **{f"image-chooser-upload-{name}": "" for name in FOCUS},
        },
    )
    return json.loads(response.content)["step"]


@pytest.mark.parametrize("camera", ["", "Samplephone"])
class TestUploads:
    def test_alone(self, admin_client, camera):
        image = add_alone(admin_client, photo(camera=camera))
        assert image.file_hash == hash_of(image)

    def test_several_at_once(self, admin_client, camera):
        assert add_with_others(admin_client, photo(camera=camera))["duplicate"] is False
        assert add_with_others(admin_client, photo("white", camera=camera))["duplicate"] is False
        again = add_with_others(admin_client, photo(camera=camera))
        assert again["duplicate"] is True
        first = ClinicImage.objects.earliest("pk")
        assert first.file.name.split("/")[-1].split(".")[0] in again["confirm_duplicate_upload"]

    def test_in_the_chooser(self, admin_client, camera):
        assert add_in_chooser(admin_client, photo(camera=camera)) == "chosen"
        assert add_in_chooser(admin_client, photo("white", camera=camera)) == "chosen"
        assert add_in_chooser(admin_client, photo(camera=camera)) == "duplicate_found"

    def test_a_replaced_file_is_the_new_file(self, admin_client, camera):
        image = add_alone(admin_client, photo(camera=camera))
        before = image.file_hash
        data = {
            "title": "Photo",
            "file": photo("white", camera=camera),
            "collection": image.collection_id,
            **FOCUS,
        }
        address = reverse("wagtailimages:edit", args=[image.pk])
        assert admin_client.post(address, data).status_code == 302
        image.refresh_from_db()
        assert image.file_hash == hash_of(image) != before
        # What stood there before is free again; what stands there now is not.
        assert add_with_others(admin_client, photo(camera=camera))["duplicate"] is False
        assert add_with_others(admin_client, photo("white", camera=camera))["duplicate"] is True


def test_the_stored_file_sent_back_is_recognised(admin_client):
    stored = add_alone(admin_client, photo(camera="Samplephone"))
    with stored.file.open() as file:
        back = SimpleUploadedFile("downloaded.jpg", file.read(), "image/jpeg")
    assert add_with_others(admin_client, back)["duplicate"] is True


def test_what_code_stores_has_its_hash():
    image = ClinicImageFactory()
    document = ClinicDocument(title="Directions", file=ContentFile(b"Left.", name="way.txt"))
    document.save()
    for stored in (image, document):
        stored.refresh_from_db()
        assert stored.file_hash == hash_of(stored)
        assert stored.file_size == stored.file.size


def test_a_document_with_a_new_file_has_the_new_hash(admin_client):
    document = ClinicDocument(title="Directions", file=ContentFile(b"Left.", name="way.txt"))
    document.save()
    before = document.file_hash
    data = {
        "title": "Directions",
        "file": SimpleUploadedFile("way.txt", b"Right."),
        "collection": document.collection_id,
    }
    address = reverse("wagtaildocs:edit", args=[document.pk])
    assert admin_client.post(address, data).status_code == 302
    document.refresh_from_db()
    assert document.file_hash == hash_of(document) != before


def test_a_save_of_the_file_alone_writes_hash_and_size():
    image = ClinicImageFactory()
    image.file = photo("red")
    image.save(update_fields=["file"])
    image.refresh_from_db()
    assert (image.file_hash, image.file_size) == (hash_of(image), image.file.size)


def test_an_empty_hash_is_nobodys_duplicate(admin_client):
    ClinicImageFactory.create_batch(2)
    ClinicImage.objects.update(file_hash="")
    assert add_with_others(admin_client, photo())["duplicate"] is False
    assert ClinicImage.objects.latest("pk").file_hash


def test_the_worker_fills_old_rows_and_passes_over_lost_files(admin_client):
    image, lost = ClinicImageFactory.create_batch(2)
    document = ClinicDocument(title="Directions", file=ContentFile(b"Left.", name="way.txt"))
    document.save()
    ClinicImage.objects.update(file_hash="")
    ClinicDocument.objects.update(file_hash="")
    lost.file.storage.delete(lost.file.name)
    version = read_version()
    job = next(job for job in all_jobs() if job.name == "file-hashes")
    assert job.run() == "2 files hashed"
    for stored in (image, document):
        stored.refresh_from_db()
        assert stored.file_hash == hash_of(stored)
    assert ClinicImage.objects.values_list("file_hash", flat=True).get(pk=lost.pk) == ""
    assert read_version() == version  # no visitor sees anything new
    assert fill_missing_hashes() == 0
