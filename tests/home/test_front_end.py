"""What every page weighs, and that nothing in it needs what the policy forbids."""

import re
from pathlib import Path

import brotli
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders

from media.pictures import SHAPES, picture_html
from tests.factories import (
    ClinicImageFactory,
    ClinicSettingsFactory,
    HomePageFactory,
    LocationFactory,
    MenuFactory,
    StandardPageFactory,
    home_page,
    stream,
)

ROOT = Path(settings.ROOT)
TEMPLATES = sorted(
    file
    for folder in ("pages", "components", "blocks", "forms")
    for file in (ROOT / "templates" / folder).rglob("*.html")
)


def _stylesheet() -> str:
    return Path(finders.find("css/site.css")).read_text(encoding="utf-8")


def test_what_every_page_loads_stays_small():
    """Stylesheet, script, icons and two faces as they are sent: 37 of the 60 kB that the home page may have."""
    files = [
        ROOT / "static" / name for name in ("js/site.js", "icons/sprite.svg", "icons/favicon.svg")
    ]
    words = [_stylesheet().encode(), *(file.read_bytes() for file in files)]
    faces = [ROOT / f"static/fonts/{name}.woff2" for name in ("atkinson-next", "newsreader")]
    assert sum(len(brotli.compress(content)) for content in words) <= 12_900
    assert sum(file.stat().st_size for file in faces) <= 24_000


def test_a_page_fetches_rare_letters_only_where_one_stands():
    """What English needs lies in the first file; the ranges of the second name nothing of it."""
    ranges = set(re.findall(r"unicode-range:([^}]+)", _stylesheet()))
    assert len(ranges) == 1
    rare: set[int] = set()
    for part in ranges.pop().removesuffix(";").replace("U+", "").split(","):
        first, _, last = part.partition("-")
        rare.update(range(int(first, 16), int(last or first, 16) + 1))
    common = {*range(0x20, 0x7F), *map(ord, " §©®°±·×–—‘’“”•…′″™←↑→↓↗−≤≥")}
    assert not common & rare
    assert set(map(ord, "áéíñóúüöçÉÑ«»¿¡½€")) <= rare


def test_one_small_stylesheet_and_one_small_script():
    assert len(_stylesheet().encode()) <= 30_000
    assert (ROOT / "static/js/site.js").stat().st_size < 6_800


def test_the_stylesheet_is_layered_and_asks_nobody_else():
    css = _stylesheet()
    assert css.startswith("@layer reset,tokens,base,layout,components,utilities;")
    assert not re.search(r"url\([\"']?(https?:)?//|@import", css)
    for feature in ("prefers-reduced-motion", "prefers-contrast", "forced-colors", "@media print"):
        assert feature in css
    assert css.count("{") == css.count("}")


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_no_template_carries_inline_style_or_script(file):
    source = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", file.read_text(encoding="utf-8"), flags=re.S)
    soup = BeautifulSoup(source, "html.parser")
    assert not soup.find_all("style")
    assert all(script.get("src") is not None for script in soup.find_all("script"))
    for tag in soup.find_all(True):
        assert "style" not in tag.attrs
        assert not [name for name in tag.attrs if name.startswith("on")]


@pytest.mark.django_db
class TestAPage:
    """The shell around every page."""

    def _soup(self, client, url="/"):
        response = client.get(url)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    def test_stands_without_settings_menus_or_places(self, client):
        home_page()
        soup = self._soup(client)
        assert soup.html["lang"].startswith("en")
        assert [h.name for h in soup.find_all("h1")] == ["h1"]
        assert soup.select_one("a.c-skip")["href"] == "#main"
        assert soup.select_one("main#main")
        assert soup.select_one("footer .c-crisis a[href='tel:988']")
        assert soup.select_one(".c-bottom-bar") is None

    def test_shows_how_to_reach_the_clinic_everywhere(self, client):
        home = home_page()
        request = StandardPageFactory(title="Write to us")
        ClinicSettingsFactory(request_page=request)
        soup = self._soup(client)
        bar = soup.select_one("nav.c-bottom-bar")
        assert [a["href"].split(":")[0] for a in bar.select("a")] == ["tel", "sms", request.url]
        assert soup.select_one(".c-header .c-button--primary")["href"] == request.url
        assert soup.select_one(".c-header__phone")["href"] == "tel:+17035550100"
        assert home.pk

    def test_menu_groups_are_disclosures_and_the_current_page_is_marked(self, client):
        home_page()
        page, other = StandardPageFactory(title="Safety"), StandardPageFactory(title="Costs")
        MenuFactory(
            items=stream(
                ("page", {"page": page.pk, "label": ""}),
                ("group", {"label": "More", "links": [{"page": other.pk, "label": ""}]}),
            )
        )
        nav = self._soup(client, page.url).select_one(".c-header nav")
        assert nav.select_one("[aria-current=page]").text == "Safety"
        assert nav.select_one("details[name] > summary").text.strip() == "More"
        assert nav.select_one("details a")["href"] == other.url

    def test_hours_stand_by_days_that_are_alike_for_the_script_to_read(self, client):
        home_page()
        LocationFactory(name="Main clinic")
        hours = self._soup(client).select_one("footer [data-hours]")
        assert hours["data-utc-minutes"] in ("-300", "-240")  # New York, by the season
        rows = [
            (tr["data-days"], tr["data-spans"], tr.th.text, tr.td.text) for tr in hours.select("tr")
        ]
        assert rows == [
            ("0 1 2 3 4", "09:00-17:00", "Monday to Friday", "9 am to 5 pm"),
            ("5 6", "", "Saturday to Sunday", "Closed"),
        ]
        assert hours.select_one("[data-open-now]").has_attr("hidden")

    def test_only_the_site_itself_is_asked_and_no_cookie_set(self, client):
        home_page()
        response = client.get("/")
        soup = BeautifulSoup(response.content, "html.parser")
        asked = [
            tag.get("src") or tag.get("href")
            for tag in soup.select("script[src], link[rel=stylesheet], link[rel=preload], img, use")
        ]
        assert asked
        assert all(url.startswith("/") and not url.startswith("//") for url in asked)
        assert not response.cookies

    def test_the_toolbar_is_only_for_a_browser_with_a_session(self, client, admin_user):
        home_page()
        assert "wagtail-userbar" not in client.get("/").content.decode()
        client.force_login(admin_user)
        assert "wagtail-userbar" in client.get("/").content.decode()


@pytest.mark.django_db
class TestPictures:
    """`{% clinic_picture %}`."""

    def test_offers_modern_formats_and_keeps_its_room(self):
        image = ClinicImageFactory(file__width=1000, file__height=600)
        soup = BeautifulSoup(picture_html(image, "card", alt="A lake"), "html.parser")
        assert [s["type"] for s in soup.find_all("source")] == ["image/avif", "image/webp"]
        img = soup.img
        assert (img["alt"], img["loading"], img["width"], img["height"]) == (
            "A lake", "lazy", "720", "450",
        )  # fmt: skip

    def test_the_one_on_top_does_not_wait_and_does_not_push_the_words_aside(self):
        soup = BeautifulSoup(picture_html(ClinicImageFactory(), "hero", eager=True), "html.parser")
        assert soup.img["loading"] == "eager"
        assert not soup.img.has_attr("fetchpriority")

    @pytest.mark.parametrize("shape", sorted(SHAPES))
    def test_every_shape_shows_even_a_tiny_picture(self, shape):
        assert BeautifulSoup(picture_html(ClinicImageFactory(), shape), "html.parser").img

    @pytest.mark.parametrize("shape", ["head", "lead", "map", "hero"])
    @pytest.mark.parametrize("width,dots", [(360, 3), (375, 3), (390, 3), (412, 2.625), (430, 3)])
    def test_a_phone_of_fine_dots_takes_two_for_each_pixel(self, shape, width, dots):
        """Three for each are half as many bytes again, and nobody sees them."""
        soup = BeautifulSoup(picture_html(ClinicImageFactory(), shape), "html.parser")
        told = re.match(r"\(min-resolution: 2.5dppx\) and .* (\d+)vw,", soup.source["sizes"])
        asked = width * dots * int(told[1]) / 100
        steps = [int(re.search(r"-(\d+)", spec)[1]) for spec in SHAPES[shape].specs]
        assert 1.9 <= next(step for step in steps if step >= asked) / (width - 40) <= 2.6

    def test_a_missing_file_leaves_no_picture_and_no_error(self, client):
        home = HomePageFactory()
        image = ClinicImageFactory()
        home.picture = image
        home.save_revision().publish()
        image.file.storage.delete(image.file.name)
        assert picture_html(image, "card") == ""
        response = client.get("/")
        assert response.status_code == 200
        assert not BeautifulSoup(response.content, "html.parser").select("main picture")

    def test_no_picture_is_no_picture(self):
        assert picture_html(None) == ""
