"""The tasks that staff do on the way, on a phone, by taps alone: what is covered, hidden or too small stops them."""

from __future__ import annotations

from datetime import time

import pytest

from blog.models import BlogPostPage
from clinic.models import ClinicSettings, Location, Notice
from home.models import StandardPage
from staff import roles
from tests import factories
from tests.browser.hand import Thumb, start_again
from tests.browser.staff.tasks import (
    add_somebody,
    approve,
    bring_back,
    change_a_price,
    change_the_hours,
    change_the_menu,
    post_a_notice,
    publish_later,
    take_down,
    throw_away,
    write_a_post,
)
from tests.review.reviewing import link

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_a_post_is_written_and_published_by_thumb(small_site, begin):
    factories.ClinicImageFactory(title="The room")
    factories.ReferenceFactory(authors="Dean RL", title="Ketamine for depression")
    factories.ReferenceFactory(authors="Zarate CA", title="An early trial")
    ClinicSettings.objects.update(approve_before_publishing=False)
    thumb = begin(roles.EDITOR, Thumb, **PHONE)
    write_a_post(start_again(thumb))
    post = BlogPostPage.objects.get(title="Who watches over you")
    assert post.live and post.picture.title == "The room"
    assert str(post.body.get_prep_value()).count("linktype") == 2
    assert thumb.small == []


def test_what_comes_up_on_the_way_is_done_by_thumb(small_site, begin):
    factories.ClinicImageFactory(title="The room")
    ClinicSettings.objects.update(approve_before_publishing=False)
    thumb = begin(roles.EDITOR, Thumb, **PHONE)
    for task in (
        change_the_hours, post_a_notice, publish_later, take_down, throw_away, bring_back, change_the_menu, add_somebody,
    ):  # fmt: skip
        task(start_again(thumb))
        assert thumb.small == [], task.__name__
    hours = Location.objects.get(name="Main clinic").opening_hours
    assert hours.filter(opens=time(8), closes=time(16, 30)).exists()
    assert Notice.objects.filter(title="Closed on Friday").exists()
    down, back = (BlogPostPage.objects.get(title=f"A further post {n}") for n in (2, 3))
    assert (down.live, back.live) == (False, True)


def test_a_price_is_handed_in_and_approved_by_thumb(small_site, begin):
    editor = begin(roles.EDITOR, Thumb, **PHONE)
    change_a_price(start_again(editor))
    reviewer = begin(roles.REVIEWER, Thumb, **PHONE)
    link(reviewer.page.user)
    approve(start_again(reviewer), "What it costs")
    assert "$450" in str(StandardPage.objects.get(purpose="costs").body)
    assert editor.small + reviewer.small == []
