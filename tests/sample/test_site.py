"""The sample site as a visitor meets it: every page opens, every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urldefrag, urlsplit

import brotli
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from wagtail.models import Page

from clinic.models import ClinicSettings, Reference
from edge.compression import compress_content
from review.publishing.page_check import check_page
from sample import clinic
from tests.sample.graph_facts import nodes_of, untold
from tests.sample.sample_database import loaded_for_the_file

# Bytes: of the headers of a file's answer, and of the picture on top on a phone (the tests' own are tiny).
HEADERS, PICTURE = 430, 8_500
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """Every page of the sample site, parsed, by its address."""
    with loaded_for_the_file(django_db_blocker, tmp_path_factory.mktemp("media")):
        client = Client()
        pages = {}
        for page in Page.objects.live().filter(depth__gt=1):
            response = client.get(page.url)
            html = BeautifulSoup(response.content, "html.parser")
            pages[page.url] = SimpleNamespace(page=page, status=response.status_code, html=html)
        yield SimpleNamespace(pages=pages, client=client)


def each(site) -> list:
    """Return (address, parsed page) of every page."""
    return [(address, found.html) for address, found in site.pages.items()]


def test_every_page_opens(site):
    assert len(site.pages) >= 35
    assert {a: found.status for a, found in site.pages.items() if found.status != 200} == {}


def test_every_page_has_one_main_heading(site):
    assert {
        a: len(html.find_all("h1")) for a, html in each(site) if len(html.find_all("h1")) != 1
    } == {}


def test_no_page_is_heavy_for_a_phone(site):
    """Elements and compressed bytes. The longest treatment page cites 22 sources in 64 places."""
    sizes = {address: len(html.find_all(True)) for address, html in each(site)}
    assert {address: size for address, size in sizes.items() if size >= 900} == {}
    assert sizes["/"] < 700
    heavy = {a: len(brotli.compress(str(html).encode(), quality=5)) for a, html in each(site)}
    assert {a: size for a, size in heavy.items() if size > 16_000} == {}
    assert heavy["/"] <= 10_500
    # One picture at most comes with a page; the others wait until somebody scrolls.
    eager = {a: len(html.select("img[loading=eager]")) for a, html in each(site)}
    assert {a: number for a, number in eager.items() if number > 1} == {}


def test_what_a_phone_fetches_for_a_page_stays_within_its_budget(site):
    """The page, its files and the one picture on top, with the headers of each answer: 60 kB at home, 65 for a post."""
    static = Path(settings.ROOT) / "static"
    files = [
        finders.find("css/site.css"),
        static / "js/site.js",
        static / "icons/sprite.svg",
        static / "icons/favicon.svg",
    ]
    shared = sum(len(brotli.compress(Path(file).read_bytes())) for file in files)
    fonts = [static / f"fonts/{name}.woff2" for name in ("atkinson-next", "newsreader")]
    shared += sum(font.stat().st_size for font in fonts)
    for address, html in each(site):
        if address != "/" and not address.startswith("/blog/"):
            continue
        assert len(html.select("link[rel=preload]")) == len(fonts)
        loaded = html.select("script[src], link[rel=stylesheet]")
        answers = 1 + len(fonts) + len(loaded) + 2  # sprite and favicon
        pictures = html.select("picture:has(img[loading=eager]) source[type='image/avif']")
        answers += len(pictures)
        assert answers <= 8, address
        page = len(compress_content(str(html).encode(), "br", html=True))
        whole = page + shared + PICTURE * len(pictures) + HEADERS * (answers - 1) + 1_250
        assert whole <= (60_000 if address == "/" else 65_000), (address, whole)


def test_headings_never_skip_a_level(site):
    skipped = []
    for address, html in each(site):
        level = 1
        for heading in html.main.find_all(re.compile("^h[1-6]$")):
            now = int(heading.name[1])
            if now > level + 1:
                skipped.append(f"{address}: {heading.get_text(strip=True)}")
            level = now
    assert skipped == []


def test_no_link_of_the_site_leads_nowhere(site):
    targets: dict[str, str] = {}
    for address, html in each(site):
        for link in html.find_all("a", href=True):
            path = urldefrag(link["href"]).url
            if path.startswith("/") and not path.startswith(("/static/", "/media/")):
                targets.setdefault(path, address)
    dead = {}
    for path, source in targets.items():
        if path in site.pages:
            continue
        status = site.client.get(path).status_code
        if status != 200:
            dead[path] = (status, source)
    assert dead == {}


def test_every_place_that_is_linked_on_a_page_is_there(site):
    dead = []
    for address, html in each(site):
        names = {tag["id"] for tag in html.find_all(id=True)}
        for link in html.find_all("a", href=re.compile("^#.")):
            if link["href"][1:] not in names:
                dead.append(f"{address}{link['href']}")
    assert dead == []


def test_no_link_lost_its_page(site):
    """Rich text shows a link to a missing page as an anchor without an address."""
    lost = [a for a, html in each(site) for link in html.main.find_all("a") if not link.get("href")]
    assert lost == []


def test_each_source_mark_has_its_entry_in_the_list(site):
    marked = 0
    for address, html in each(site):
        for mark in html.select("a.cite"):
            entry = html.find(id=mark["href"][1:])
            assert entry is not None, f"{address} {mark['href']}"
            assert entry.get_text(strip=True), address
            marked += 1
        assert "[source]" not in html.get_text(), address
        assert "[[" not in html.get_text(), address
        assert "{{" not in html.get_text(), address
    assert marked > 200


def test_every_picture_says_what_it_shows_or_is_silent_by_intent(site):
    for address, html in each(site):
        for image in html.find_all("img"):
            assert image.has_attr("alt"), f"{address} {image.get('src')}"
            assert image.get("width") and image.get("height"), f"{address} {image.get('src')}"


def test_no_page_asks_another_host_for_anything(site):
    for address, html in each(site):
        for tag in html.find_all(["img", "script", "source", "iframe", "video", "audio"]):
            for value in (tag.get("src"), tag.get("srcset")):
                assert not urlsplit(value or "").netloc, f"{address} {value}"
        for link in html.find_all("link", rel=True):
            if set(link["rel"]) & {"stylesheet", "preload", "icon", "preconnect", "dns-prefetch"}:
                assert not urlsplit(link["href"]).netloc, f"{address} {link['href']}"


def test_nothing_is_said_twice_on_a_page(site):
    """A notice or small print that stands by itself and once more by hand makes a page look careless."""
    twice = []
    for address, html in each(site):
        # A form may give the same reason beside two questions.
        tags = [
            tag
            for tag in html.main.find_all(["p", "li"])
            if not tag.find(["p", "li"]) and not tag.find_parent("form")
        ]
        lines = [" ".join(tag.get_text(" ").split()) for tag in tags]
        long = [line for line in lines if len(line.split()) > 8]
        twice += [f"{address}: {line[:60]}" for line in sorted(set(long)) if long.count(line) > 1]
    assert twice == []


def test_the_free_consultation_carries_its_small_print_once(site):
    opening = clinic.SETTINGS["consultation_small_print"].partition(".")[0]
    for address, html in each(site):
        assert html.get_text().count(opening) <= 1, address
    assert opening in site.pages["/"].html.get_text()


def test_prices_carry_the_notice_of_the_estimate_once(site):
    title = clinic.NOTICES["estimate"]["title"]
    assert site.pages["/costs/"].html.get_text().count(title) == 1


def test_language_help_is_in_the_languages_it_speaks_of(site):
    html = site.pages["/non-discrimination/"].html
    found = {tag["lang"]: tag["dir"] for tag in html.select(".block-other-language")}
    assert len(found) >= 8
    assert found["es"] == "ltr"
    assert found["ar"] == "rtl"


def test_no_page_would_be_stopped_by_the_clinical_review(site):
    """What the editor refuses to publish must not come with the sample; nor may anything be missing."""
    found = []
    for address, at in site.pages.items():
        report = check_page(at.page.specific)
        found += [f"{address}: {stop.finding.words}" for stop in report.stops]
        # Nobody has read the sample; that is said in public and is no mistake of the texts.
        found += [f"{address}: {g.sentence}" for g in report.gaps if g.code != "never"]
    assert found == []


def test_the_crisis_line_stands_on_every_page(site):
    for address, html in each(site):
        assert "988" in html.get_text(), address


def test_every_page_says_that_it_is_a_sample(site):
    for address, html in each(site):
        assert "This is a sample site" in html.get_text(" ", strip=True), address


def test_health_pages_show_who_wrote_them_and_that_nobody_has_checked_them(site):
    for address, found in site.pages.items():
        if getattr(found.page.specific, "is_health_content", False):
            words = found.html.get_text(" ", strip=True)
            assert "Sample profile: health writer" in words, address
            assert "Not yet reviewed" in words and "Reviewed by" not in words, address
            assert "financial interest" in words, address


def test_every_source_that_is_loaded_leads_somewhere(site):
    assert all(
        reference.link.startswith(("https://", "http://")) for reference in Reference.objects.all()
    )


def test_a_new_name_leaves_the_samples_name_nowhere(site):
    settings = ClinicSettings.objects.get()
    assert settings.name == clinic.NAME
    settings.name = "Quiet Hill Practice"
    settings.save()
    left = [a for a in site.pages if "Avesta" in site.client.get(a).content.decode()]
    assert left == []
    for address in ("/site.webmanifest", "/llms.txt", "/search/?q=ketamine", "/blog/feed/rss/"):
        assert "Avesta" not in site.client.get(address).content.decode(), address


def test_every_fact_of_the_graph_stands_on_the_page(site):
    told = each(site)
    leads = next(found[0] for _a, html in told if (found := html.select(".c-author a")))["href"]
    person = BeautifulSoup(site.client.get(leads).content, "html.parser")
    assert person.select("#written")
    assert [line for a, html in [*told, (leads, person)] for line in untold(a, html)] == []
    kinds = {node["@type"] for _a, html in told for node in nodes_of(html)}
    assert {"FAQPage", "BlogPosting", "MedicalClinic", "BreadcrumbList", "MedicalTherapy"} <= kinds


def test_the_graphs_trail_has_the_names_that_visitors_read(site):
    for address, html in each(site):
        trail = [n for n in nodes_of(html) if n["@type"] == "BreadcrumbList"]
        read = [" ".join(li.get_text().split()) for li in html.select(".c-breadcrumbs li")]
        assert [s["name"] for n in trail for s in n["itemListElement"]] == read, address


def test_whoever_follows_links_reaches_all_in_three_steps_and_no_two_pages_are_called_alike(site):
    """From the home page on: each link answers 200 at first go; lists, people and later pages included."""
    seen, titles, waiting = {"/": 0}, {}, ["/"]
    while waiting:
        address = waiting.pop(0)
        response = site.client.get(address)
        assert response.status_code == 200, address
        if "text/html" not in response["Content-Type"]:
            continue
        html = BeautifulSoup(response.content, "html.parser")
        if "noindex" not in html.find("meta", {"name": "robots"})["content"]:
            titles.setdefault(html.title.string, []).append(address)
            assert html.find("meta", {"name": "description"})["content"], address
        for link in html.find_all("a", href=True):
            target = urldefrag(link["href"])[0]
            if target.startswith("/") and not target.startswith("/media/") and target not in seen:
                seen[target] = seen[address] + 1
                waiting.append(target)
    assert {a: steps for a, steps in seen.items() if steps > 3} == {}
    assert {title: same for title, same in titles.items() if len(same) > 1} == {}
    assert site.pages.keys() <= seen.keys()
