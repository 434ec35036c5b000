"""Pictures lose what they tell about people before they are stored, and keep what they show."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageCms, PngImagePlugin
from wagtail.models import Collection
from wagtail.users.models import UserProfile

from media.models import ClinicImage
from media.pictures import picture_html
from media.uploads import without_metadata
from tests.factories import ClinicImageFactory, StandardPageFactory

GPS_IFD, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F
SECRET = b"Samplephone"


def _exif(orientation=6):
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = orientation, SECRET.decode()
    exif.get_ifd(GPS_IFD).update({1: "N", 2: (38.0, 53.0, 23.0), 3: "W", 4: (77.0, 0.0, 27.0)})
    return exif


def _picture(kind="JPEG", size=(60, 40), mode="RGB", **options):
    picture = Image.new(mode, size, "teal" if mode != "L" else 90)
    picture.paste(
        "white" if mode != "L" else 255, (0, 0, 10, 10)
    )  # the corner that tells which way is up
    out = BytesIO()
    picture.save(out, kind, **options)
    return SimpleUploadedFile(f"photo.{kind.lower()}", out.getvalue())


def _profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def test_a_phones_photo_loses_its_place_and_stands_upright():
    upload = _picture(exif=_exif(orientation=6).tobytes())
    clean = without_metadata(upload)
    content = clean.read()
    picture = Image.open(BytesIO(content))
    assert not picture.getexif()
    assert SECRET not in content and b"Exif" not in content
    assert picture.size == (40, 60)
    assert picture.getpixel((36, 4))[0] > 200  # the white corner went from left to right
    assert clean.name == "photo.jpeg"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_as_it_was_seen(orientation):
    upload = _picture(exif=_exif(orientation).tobytes())
    seen = Image.open(without_metadata(upload))
    assert seen.size == ((60, 40) if orientation < 5 else (40, 60))


def _bytes(kind, **options):
    out = BytesIO()
    Image.effect_noise((60, 40), 50).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def _app11(jpeg):
    """A segment of a maker's own, as cameras write their credentials."""
    return jpeg[:2] + b"\xff\xeb" + (2 + len(SECRET)).to_bytes(2, "big") + SECRET + jpeg[2:]


TELLING = {
    # A photo with a preview behind it, which many telephones write: Pillow calls it MPO.
    "preview.jpg": lambda: _bytes(
        "MPO", save_all=True, append_images=[Image.new("RGB", (60, 40))], exif=_exif(1)
    ),
    "moving.jpg": lambda: _bytes("JPEG") + b"\x00\x00ftypmp42" + SECRET,
    "credentials.jpg": lambda: _app11(_bytes("JPEG")),
    "note.jpg": lambda: _bytes("JPEG", comment=SECRET),
    "note.gif": lambda: _bytes("GIF", comment=SECRET),
    "archive.gif": lambda: _bytes("GIF") + b"PK\x03\x04" + SECRET,
    "archive.png": lambda: _bytes("PNG") + b"PK\x03\x04" + SECRET,
    "page.webp": lambda: _bytes("WEBP") + b"<script>" + SECRET,
    "place.avif": lambda: _bytes("AVIF", exif=_exif(1)),
}


@pytest.mark.parametrize("name", TELLING)
def test_what_stands_around_a_picture_goes_too(name):
    content = TELLING[name]()
    clean = without_metadata(SimpleUploadedFile(name, content)).read()
    before, after = Image.open(BytesIO(content)), Image.open(BytesIO(clean))
    assert SECRET in content and SECRET not in clean
    assert not after.getexif().get_ifd(GPS_IFD)
    assert after.size == before.size
    assert after.format == ("JPEG" if before.format == "MPO" else before.format)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_plain_picture_stays_as_it_is(kind):
    upload = SimpleUploadedFile(f"a.{kind.lower()}", _bytes(kind))
    assert without_metadata(upload) is upload


@pytest.mark.django_db
def test_a_colleagues_picture_is_small_and_tells_no_place(admin_user):
    for content in (TELLING["preview.jpg"](), _bytes("PNG", exif=_exif(1)), b"<svg/>", b"GIF89a"):
        profile = UserProfile.get_for_user(admin_user)
        profile.avatar = SimpleUploadedFile("me.svg", content)
        profile.save()
        if content[:3] in (b"<sv", b"GIF"):
            assert not profile.avatar
            continue
        stored = UserProfile.objects.get(user=admin_user).avatar
        assert stored.name.endswith(".jpg") and SECRET not in stored.read()
        with Image.open(stored.path) as picture:
            assert not picture.getexif() and max(picture.size) <= 400


def test_the_colour_profile_stays():
    upload = _picture(exif=_exif().tobytes(), icc_profile=_profile())
    assert Image.open(without_metadata(upload)).info["icc_profile"] == _profile()


def test_a_pngs_texts_go_and_its_transparency_stays():
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", "<x>38.88 N</x>")
    out = BytesIO()
    Image.new("RGBA", (8, 8), (0, 128, 128, 40)).save(out, "PNG", pnginfo=info)
    content = without_metadata(SimpleUploadedFile("a.png", out.getvalue())).read()
    clean = Image.open(BytesIO(content))
    assert SECRET not in content and b"38.88" not in content
    assert clean.getpixel((4, 4)) == (0, 128, 128, 40)


def test_a_png_with_few_colours_keeps_them():
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    out = BytesIO()
    Image.new("RGB", (8, 8), "teal").convert("P").save(out, "PNG", pnginfo=info, transparency=0)
    content = without_metadata(SimpleUploadedFile("a.png", out.getvalue())).read()
    assert SECRET not in content
    assert Image.open(BytesIO(content)).mode == "P"


@pytest.mark.parametrize("kind", ["WEBP", "AVIF"])
def test_webp_and_avif_lose_their_exif_and_stay_what_they_are(kind):
    upload = _picture(kind, exif=_exif(1).tobytes())
    content = without_metadata(upload).read()
    picture = Image.open(BytesIO(content))
    assert (picture.format, SECRET in content) == (kind, False)
    assert not picture.getexif()


def test_xmp_and_comments_of_a_jpeg_go():
    upload = _picture(xmp=b"<x:xmpmeta>38.88 N</x:xmpmeta>", comment=SECRET)
    content = without_metadata(upload).read()
    assert b"38.88" not in content and SECRET not in content


def test_a_picture_without_metadata_is_not_touched():
    upload = _picture()
    before = upload.read()
    assert without_metadata(upload).read() == before


def test_grey_pictures_and_those_for_print_are_kept():
    for mode in ("L", "CMYK"):
        upload = _picture(mode=mode, exif=_exif(1).tobytes())
        clean = Image.open(without_metadata(upload))
        assert (clean.mode, bool(clean.getexif())) == (mode, False)


def test_an_animation_keeps_moving():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("teal", "white", "black")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=50)
    upload = SimpleUploadedFile("a.gif", out.getvalue())
    assert Image.open(without_metadata(upload)).n_frames == 3


def test_an_animated_webp_loses_its_exif_and_keeps_moving():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("teal", "white")]
    out = BytesIO()
    frames[0].save(
        out, "WEBP", save_all=True, append_images=frames[1:], duration=50, exif=_exif(1).tobytes()
    )
    content = without_metadata(SimpleUploadedFile("a.webp", out.getvalue())).read()
    assert SECRET not in content
    assert Image.open(BytesIO(content)).n_frames == 2


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\xff\xd8\xff\xe0 cut off"])
def test_what_is_no_picture_comes_back_as_it_is(content):
    assert without_metadata(SimpleUploadedFile("a.jpg", content)).read() == content


def test_a_truncated_photo_raises_nothing():
    whole = _picture(size=(400, 400), exif=_exif().tobytes()).read()
    upload = SimpleUploadedFile("a.jpg", whole[: len(whole) // 2])
    assert without_metadata(upload).read() == whole[: len(whole) // 2]


# --- Through the admin -----------------------------------------------------------------------
@pytest.fixture
def upload_in_admin(admin_client):
    def send(upload, title="Photo"):
        return admin_client.post(
            reverse("wagtailimages:add"),
            {
                "title": title,
                "file": upload,
                "collection": Collection.get_first_root_node().pk,
                "focal_point_x": "", "focal_point_y": "",
                "focal_point_width": "", "focal_point_height": "",
            },
        )  # fmt: skip

    return send


@pytest.mark.django_db
def test_an_editors_upload_is_stored_clean(upload_in_admin):
    assert upload_in_admin(_picture(exif=_exif().tobytes())).status_code == 302
    image = ClinicImage.objects.get()
    with image.file.open() as stored:
        content = stored.read()
    assert SECRET not in content and not Image.open(BytesIO(content)).getexif()
    assert (image.width, image.height) == (40, 60)
    assert image.file_size == len(content)
    assert SECRET not in image.get_rendition("width-20").file.read()


@pytest.mark.django_db
def test_replacing_the_file_cleans_the_new_one():
    image = ClinicImageFactory()
    image.file = _picture(exif=_exif().tobytes())
    image.save()
    with image.file.open() as stored:
        assert SECRET not in stored.read()


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "extension"), [("AVIF", "avif"), ("WEBP", "webp")])
def test_modern_formats_stay_what_they_are(upload_in_admin, kind, extension):
    assert upload_in_admin(_picture(kind)).status_code == 302
    rendition = ClinicImage.objects.get().get_rendition("width-20")
    assert rendition.file.name.endswith(extension)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("a.jpg", b"not a picture"),
        SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        SimpleUploadedFile("a.exe", b"MZ"),
        SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0 cut off"),
    ],
    ids=["text", "svg", "program", "stub"],
)
def test_a_bad_file_gets_a_sentence(upload_in_admin, upload):
    response = upload_in_admin(upload)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not ClinicImage.objects.exists()


@pytest.mark.django_db
def test_half_a_photo_breaks_nothing(upload_in_admin, client):
    whole = _picture(size=(400, 400)).read()
    response = upload_in_admin(SimpleUploadedFile("a.jpg", whole[: len(whole) // 2]))
    assert response.status_code in (200, 302)
    for image in ClinicImage.objects.all():
        page = StandardPageFactory(picture=image)
        assert client.get(page.url).status_code == 200


@pytest.mark.django_db
def test_a_missing_file_leaves_no_picture_and_no_error(client):
    image = ClinicImageFactory()
    page = StandardPageFactory(picture=image)
    image.file.storage.delete(image.file.name)
    assert picture_html(image) == ""
    assert client.get(page.url).status_code == 200


@pytest.mark.django_db
def test_the_form_says_that_a_private_collection_closes_no_picture(admin_client):
    Collection.get_first_root_node().add_child(name="Only for us")
    page = BeautifulSoup(admin_client.get(reverse("wagtailimages:add")).content, "html.parser")
    assert "closes its documents alone" in page.select_one("main form").get_text()
