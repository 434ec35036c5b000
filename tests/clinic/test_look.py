"""The clinic's own colours, headings and icons: every choice can be read, and the site's own look costs nothing."""

import re
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from clinic.look.colors import find_nearest, measure_contrast, read_color
from clinic.look.icons import find_icons
from clinic.look.palettes import (
    FACES,
    GROUNDS,
    OWN_ACCENT,
    PALETTES,
    check_accent,
    derive_accent,
    is_accent_allowed,
)
from clinic.look.stylesheet import find_address, write_stylesheet
from clinic.models import ClinicSettings
from tests import factories
from tests.home.test_contrast import PAIRS, TOKENS

PICKED = ["#b4532a", "#1c5170", "#112233", "#0000ff", "#727272", "#8a6e00"]


def tokens_of(name: str, accent: str = "") -> dict[str, tuple[str, str]]:
    """Return every colour token of the site as it is with this palette and accent."""
    palette = PALETTES[name]
    own = derive_accent(palette, accent) if accent else {}
    return {**TOKENS, **palette.colors, **own}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", PALETTES)
def test_every_pair_of_every_palette_can_be_read(name, scheme):
    tokens = tokens_of(name)
    weak = [
        (front, ground, round(found, 2))
        for front, ground, least in PAIRS
        if (found := measure_contrast(tokens[front][scheme], tokens[ground][scheme])) < least
    ]
    assert weak == []


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("accent", PICKED)
def test_an_accent_that_is_allowed_can_be_read_wherever_it_stands(name, accent):
    assert check_accent(name, accent) == accent
    tokens = tokens_of(name, accent)
    for scheme in (0, 1):
        for front, ground, least in PAIRS:
            if "accent" in f"{front} {ground}":
                found = measure_contrast(tokens[front][scheme], tokens[ground][scheme])
                assert found >= least, (front, ground, scheme)
        for ground in ("paper", "surface"):
            assert measure_contrast(tokens["accent"][scheme], tokens[ground][scheme]) >= 4.5


@pytest.mark.parametrize(
    "color", ["#ffcc00", "#00ff00", "#fff", "#888888", "#7fc4b6", "ff69b4", "#F2A77C"]
)
def test_one_that_cannot_be_read_is_refused_with_the_nearest_that_can(color):
    for name, palette in PALETTES.items():
        with pytest.raises(ValidationError) as refused:
            check_accent(name, color)
        nearest = re.findall(r"#[0-9a-f]{6}", refused.value.messages[0])[-1]
        assert is_accent_allowed(palette, nearest)
        assert check_accent(name, nearest) == nearest


@pytest.mark.parametrize(
    "text",
    ["red", "#12345", "url(x)", "#gggggg", "#b4532a;color:red", "rgb(1,2,3)", "\u0661\u0662\u0663"],
)
def test_what_is_no_color_is_refused(text):
    with pytest.raises(ValidationError, match="no color"):
        check_accent("morning", text)


def test_colors_are_understood_as_people_write_them():
    assert read_color(" #B4532A ") == read_color("b4532a") == "#b4532a"
    assert read_color("#abc") == "#aabbcc"
    assert find_nearest("#b4532a", lambda color: True) == "#b4532a"


def test_the_grounds_are_those_of_the_stylesheet():
    assert {name: TOKENS[name] for name in GROUNDS} == GROUNDS
    assert TOKENS["accent"] == OWN_ACCENT


def test_the_sites_own_look_has_no_stylesheet():
    assert find_address("morning", "", "newsreader") == ""
    assert find_address("gone", "", "gone") == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["morning-ffcc00-newsreader", "gone-own-newsreader", "coast-own-gone", "coast", "..-own-x", "coast-OWN-literata"]
)  # fmt: skip
def test_a_look_that_nobody_can_choose_has_no_stylesheet(name):
    assert write_stylesheet(name) == ""
    assert Client().get(f"/_look/{name}.abc.css").status_code == 404


@pytest.mark.parametrize("face", FACES)
def test_the_stylesheet_is_kept_for_a_year_and_asks_nothing_of_others(client, face):
    address = find_address("coast", "#1c5170", face)
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/css")
    assert "immutable" in answer["Cache-Control"] and "Set-Cookie" not in answer
    css = answer.content.decode()
    assert css.count("{") == css.count("}") and len(css) < 2600
    assert not re.search(r"@import|https?:", css)
    assert ("@font-face" in css) is (face == "literata")
    older = client.get(re.sub(r"\.[0-9a-f]+\.css", ".000000000000.css", address))
    assert older.content == answer.content and "immutable" not in older["Cache-Control"]


@pytest.fixture
def home(db):
    return factories.home_page()


@pytest.mark.usefixtures("home")
class TestPages:
    def head(self, client):
        return BeautifulSoup(client.get("/").content, "html.parser").head

    def test_the_sites_own_look_adds_no_request(self, client):
        factories.ClinicSettingsFactory()
        head = self.head(client)
        assert [
            link["href"].rpartition("/")[2] for link in head.select("link[rel=stylesheet]")
        ] == ["site.css"]
        assert len(head.select("link[rel=preload]")) == 2

    def test_a_chosen_look_is_one_stylesheet_more_and_never_a_font_more(self, client):
        factories.ClinicSettingsFactory(palette="heath", heading_face="literata")
        head = self.head(client)
        sheets = [link["href"] for link in head.select("link[rel=stylesheet]")]
        assert len(sheets) == 2 and client.get(sheets[1]).status_code == 200
        fonts = [link["href"] for link in head.select("link[rel=preload]")]
        assert len(fonts) == 2 and any("literata" in font for font in fonts)
        assert not any("newsreader" in font for font in fonts)
        assert (
            head.select_one("meta[name=theme-color]")["content"]
            == PALETTES["heath"].get("paper")[0]
        )
        assert not head.select("style")

    def test_a_face_that_is_there_already_is_not_loaded_twice(self, client):
        factories.ClinicSettingsFactory(heading_face="atkinson")
        assert len(self.head(client).select("link[rel=preload]")) == 1

    def test_a_bad_accent_from_an_import_leaves_the_palettes_own(self, client):
        factories.ClinicSettingsFactory(accent="#ffcc00", palette="coast")
        (_own, sheet) = self.head(client).select("link[rel=stylesheet]")
        assert "coast-own-" in sheet["href"]

    def test_the_preview_shows_what_is_not_saved(self):
        clinic = factories.ClinicSettingsFactory()
        clinic.palette = "coast"
        shown = BeautifulSoup(clinic.make_preview_request().rendered_content, "html.parser")
        assert any("coast" in link["href"] for link in shown.select("link[rel=stylesheet]"))

    def test_two_logos_serve_two_schemes(self, client):
        light, dark = factories.ClinicImageFactory(), factories.ClinicImageFactory()
        factories.ClinicSettingsFactory(logo=light, logo_dark=dark)
        soup = BeautifulSoup(client.get("/").content, "html.parser")
        shown = soup.select(".c-header .c-brand picture")
        assert [p["class"][-1] for p in shown] == ["c-brand__light", "c-brand__dark"]
        assert {img["loading"] for img in soup.select(".c-brand img")} == {"lazy"}
        (_own, sheet) = soup.select("link[rel=stylesheet]")
        css = client.get(sheet["href"]).content.decode()
        assert ".c-brand__dark" in css and css.count("{") == css.count("}")


def picture(size=(600, 600), kind="PNG", name="icon.png", color=(20, 90, 84, 255)):
    out = BytesIO()
    mode = "RGBA" if kind == "PNG" else "RGB"
    Image.new(mode, size, color[: len(mode)]).save(out, kind)
    return factories.ClinicImageFactory(file=ContentFile(out.getvalue(), name=name))


@pytest.mark.usefixtures("home")
class TestIcons:
    @pytest.mark.parametrize(
        ("size", "kind", "name", "said"),
        [
            ((300, 300), "PNG", "small.png", "at least 512"),
            ((900, 600), "JPEG", "wide.jpg", "is a square"),
            ((600, 600), "GIF", "moving.gif", "PNG, JPEG or WebP"),
        ],
    )
    def test_what_can_be_no_icon_is_refused_with_what_to_do(self, size, kind, name, said):
        clinic = ClinicSettings(icon_image=picture(size, kind, name))
        with pytest.raises(ValidationError) as refused:
            clinic.clean()
        assert said in refused.value.message_dict["icon_image"][0]

    def test_one_that_nobody_could_see_is_refused(self):
        clear = picture(color=(0, 0, 0, 0))
        with pytest.raises(ValidationError, match="transparent all over"):
            ClinicSettings(icon_image=clear).clean()

    def test_a_file_that_is_broken_is_refused_and_breaks_no_page(self, client):
        image = picture()
        image.file.storage.delete(image.file.name)
        image.file.storage.save(image.file.name, ContentFile(b"\x89PNG broken"))
        with pytest.raises(ValidationError, match="be read"):
            ClinicSettings(icon_image=image).clean()
        factories.ClinicSettingsFactory(icon_image=image)
        page = BeautifulSoup(client.get("/").content, "html.parser")
        assert page.select_one("link[rel=apple-touch-icon]")["href"].endswith(
            "apple-touch-icon.png"
        )
        assert client.get("/favicon.ico").content[:4] == b"\x00\x00\x01\x00"

    def test_all_sizes_are_made_from_one_picture(self, client):
        clinic = factories.ClinicSettingsFactory(icon_image=picture((620, 600)))
        clinic.clean()
        page = BeautifulSoup(client.get("/").content, "html.parser")
        manifest = client.get("/site.webmanifest").json()
        wanted = {
            page.select_one("link[rel=icon][sizes='32x32']")["href"]: (32, 32),
            page.select_one("link[rel=apple-touch-icon]")["href"]: (180, 180),
            **{
                icon["src"]: tuple(map(int, icon["sizes"].split("x"))) for icon in manifest["icons"]
            },
            page.select_one("meta[property='og:image']")["content"]: (1200, 630),
        }
        assert sorted(wanted.values()) == [
            (32, 32),
            (180, 180),
            (192, 192),
            (512, 512),
            (512, 512),
            (1200, 630),
        ]
        for address, size in wanted.items():
            # The web server sends what lies there.
            with Image.open(default_storage.open(address.partition("/media/")[2])) as made:
                assert made.size == size, address

    def test_a_maskable_icon_keeps_its_edge_free_and_a_home_screens_has_a_ground(self):
        made = find_icons(ClinicSettings(icon_image=picture(), palette="coast"))
        ground = (247, 249, 251)
        with Image.open(made["maskable"].file) as icon:
            assert icon.convert("RGB").getpixel((40, 256)) == ground
            assert icon.convert("RGB").getpixel((256, 256)) == (20, 90, 84)
        with Image.open(made["touch"].file) as icon:
            assert icon.mode == "RGB"

    def test_fixed_addresses_answer_with_the_clinics_own(self, client):
        plain = client.get("/favicon.ico").content, client.get("/apple-touch-icon.png").content
        factories.ClinicSettingsFactory(icon_image=picture())
        own = client.get("/favicon.ico").content, client.get("/apple-touch-icon.png").content
        assert own[0] != plain[0] and own[1] != plain[1]
        with Image.open(BytesIO(own[0])) as icon:
            assert icon.format == "ICO" and (48, 48) in icon.info["sizes"]

    def test_the_preview_shows_what_was_made(self):
        clinic = factories.ClinicSettingsFactory(icon_image=picture())
        shown = clinic.make_preview_request(preview_mode="icons").rendered_content
        assert len(BeautifulSoup(shown, "html.parser").select("main img")) == 6
        clinic.icon_image = None
        shown = clinic.make_preview_request(preview_mode="icons").rendered_content
        assert "own mark" in BeautifulSoup(shown, "html.parser").main.get_text()
