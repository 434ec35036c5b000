"""Pictures are ready before the first visitor asks."""

import re
from pathlib import Path

import pytest

from infra import jobs
from media import renditions
from media.models import ClinicImage
from media.pictures import SHAPES
from tests.factories import (
    ClinicImageFactory,
    ClinicSettingsFactory,
    LocationFactory,
    PersonFactory,
    StandardPageFactory,
    home_page,
    stream,
)

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_done_yet(monkeypatch):
    monkeypatch.setattr(renditions, "_done_for", None)


def _made(image):
    return set(image.renditions.values_list("filter_spec", flat=True))


def _shape(*names):
    return {spec for name in names for spec in SHAPES[name].filters()}


def test_a_pages_picture_is_made_in_every_size_that_pages_show():
    image = ClinicImageFactory()
    StandardPageFactory(picture=image)
    assert renditions.make_missing() > 0
    assert _made(image) == _shape("head", "card") | {renditions.SOCIAL}


def test_the_home_page_has_a_large_picture():
    image = ClinicImageFactory()
    home = home_page()
    home.picture = image
    home.save_revision().publish()
    renditions.make_missing()
    assert _made(image) == _shape("hero") | {renditions.SOCIAL}


def test_people_places_settings_and_blocks_have_sizes_of_their_own():
    photo, plan, logo, inside, poster, card = ClinicImageFactory.create_batch(6)
    home = home_page()
    PersonFactory(photo=photo)
    LocationFactory(map_image=plan)
    ClinicSettingsFactory(logo=logo)
    cards = [{"type": "item", "id": "1",
              "value": {"page": home.pk, "title": "", "text": "", "picture": card.pk}}]  # fmt: skip
    StandardPageFactory(
        body=stream(
            ("picture", {"image": {"image": inside.pk, "alt_text": "a", "decorative": False}}),
            ("video", {"title": "T", "url": "https://vimeo.com/1", "poster": poster.pk}),
            ("cards", {"title": "", "cards": cards}),
        )
    )
    renditions.make_missing()
    assert _made(photo) == _shape("portrait", "profile", "avatar")
    assert _made(plan) == _shape("map")
    assert _made(logo) == _shape("logo")
    assert _made(inside) == _shape("text", "wide")
    assert _made(poster) == _shape("text")
    assert _made(card) == _shape("card")


def test_a_picture_that_no_page_shows_is_not_made():
    image = ClinicImageFactory()
    renditions.make_missing()
    assert _made(image) == set()


def test_a_visitor_then_makes_nothing(client):
    image = ClinicImageFactory()
    body = stream(("picture", {"image": {"image": image.pk, "alt_text": "a", "decorative": False}}))
    page = StandardPageFactory(picture=image, body=body)
    renditions.make_missing()
    before = _made(image)
    assert client.get(page.url).status_code == 200
    assert _made(image) == before


def test_nothing_is_looked_up_until_something_changes(django_assert_num_queries):
    StandardPageFactory(picture=ClinicImageFactory())
    renditions.make_missing()
    with django_assert_num_queries(1):  # the content version
        assert renditions.make_missing() == 0
    StandardPageFactory(picture=ClinicImageFactory()).save_revision().publish()
    assert renditions.make_missing() > 0


def test_a_broken_picture_does_not_keep_the_others_waiting():
    broken, fine = ClinicImageFactory(), ClinicImageFactory()
    StandardPageFactory(picture=broken)
    StandardPageFactory(picture=fine)
    broken.file.storage.delete(broken.file.name)
    renditions.make_missing()
    assert _made(fine) == _shape("head", "card") | {renditions.SOCIAL}


def test_it_ends_when_its_time_is_up_and_goes_on_the_next_time():
    image = ClinicImageFactory()
    StandardPageFactory(picture=image)
    assert renditions.make_missing(budget=-1) == 0
    assert renditions.make_missing() > 0


def test_it_ends_when_the_worker_is_asked_to_stop():
    StandardPageFactory(picture=ClinicImageFactory())
    jobs.ask_to_stop()
    try:
        assert renditions.make_missing() == 0
    finally:
        jobs.ask_to_stop(False)


def test_every_shape_that_templates_show_is_made_ahead():
    shown = set()
    for template in (ROOT / "templates").rglob("*.html"):
        shown |= set(re.findall(r'clinic_picture \S+ "([a-z]+)"', template.read_text()))
    ahead = {name for shapes in renditions.PLACES.values() for name in shapes}
    ahead |= {name for shapes in renditions.PAGE_PICTURES.values() for name in shapes}
    ahead |= set(renditions.DEFAULT_PAGE)
    assert shown <= set(SHAPES)
    assert shown - ahead == set(), "add the shape to site/media/renditions.py"
    assert ClinicImage.get_rendition_model()
