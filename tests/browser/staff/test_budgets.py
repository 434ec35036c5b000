"""The tasks that staff come for, done by what the screen says, within so many clicks, entries and runs of typing.

A number that grows means that a screen got in the way: mend the screen, not the number.
"""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from wagtail.models import WorkflowState

from blog.models import BlogPostPage
from clinic.models import ClinicSettings, Location, Menu, Person
from home.models import StandardPage
from staff import roles
from tests import factories
from tests.browser.camera import show
from tests.browser.hand import Hand, start_again
from tests.browser.staff.tasks import (
    add_somebody,
    approve,
    bring_back,
    change_a_price,
    change_the_hero_picture,
    change_the_hours,
    change_the_menu,
    post_a_notice,
    press_button,
    press_shortcut,
    publish_later,
    start_a_treatment,
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


def over_budget(hand: Hand, budgets: tuple[tuple[Any, int], ...]) -> list[str]:
    """Do the tasks one after the other and return those that cost more than they may."""
    over = []
    for task, budget in budgets:
        task(start_again(hand))
        if hand.count > budget:
            over.append(f"{task.__name__}: {hand.count} of {budget}")
    return over


def test_an_editors_tasks_stay_within_their_budgets(small_site, begin):
    factories.ClinicImageFactory(title="The room")
    factories.ReferenceFactory(authors="Dean RL", title="Ketamine for depression")
    factories.ReferenceFactory(authors="Zarate CA", title="An early trial")
    ClinicSettings.objects.update(approve_before_publishing=False)
    budgets = (
        (write_a_post, 28),
        (change_the_hours, 5),
        (publish_later, 8),
        (take_down, 5),
        (throw_away, 5),
        (bring_back, 2),
        (change_the_menu, 8),
        (add_somebody, 6),
        (post_a_notice, 5),
    )
    assert over_budget(begin(roles.EDITOR), budgets) == []

    post = BlogPostPage.objects.get(title="Who watches over you")
    assert post.live and post.picture.title == "The room"
    assert str(post.body.get_prep_value()).count("linktype") == 2
    location = Location.objects.get(name="Main clinic")
    assert location.opening_hours.filter(opens=time(8), closes=time(16, 30)).exists()
    later, down, back = (BlogPostPage.objects.get(title=f"A further post {n}") for n in (1, 2, 3))
    assert later.live and later.expire_at.year == 2099
    assert (down.live, back.live) == (False, True)
    links = Menu.objects.get(slot=Menu.Slot.MAIN).items
    assert [link.block_type for link in links] == ["group", "page", "page", "page"]
    assert [link.value["page"].title for link in list(links)[1:]] == [
        "About us",
        "What it costs",
        "Blog",
    ]
    assert Person.objects.get(name="Dana Field").photo.title == "The room"


def test_health_pages_are_handed_in_and_approved_within_their_budgets(small_site, begin, client):
    factories.ClinicImageFactory(title="The room")
    budgets = ((change_the_hero_picture, 6), (change_a_price, 5), (start_a_treatment, 20))
    assert over_budget(begin(roles.EDITOR), budgets) == []
    waiting = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    assert waiting.count() == len(budgets)
    costs = StandardPage.objects.get(purpose="costs")
    assert "$450" in str(costs.get_latest_revision_as_object().body)
    assert "$450" not in str(costs.body), "visitors see it when a reviewer has read it"

    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    reviewer = begin(roles.REVIEWER, **phone)
    link(reviewer.page.user)
    approve(start_again(reviewer), "What it costs")
    assert reviewer.count <= 2
    costs.refresh_from_db()
    assert "$450" in str(costs.body)
    page = client.get(costs.url).content.decode()
    assert "Reviewed by" in page and "$450" in page


def test_the_clinic_is_renamed_once_and_a_colleague_invited(small_site, begin, client):
    old = ClinicSettings.objects.get().name
    hand = begin(roles.ADMINISTRATOR)
    page = hand.page
    press_shortcut(hand, "Clinic settings")
    hand.write(page.get_by_label("Name", exact=False).first, "Quiet Hill Care")
    show(hand, "clinic", "The clinic settings: the name stands here once.")
    press_button(hand, "Save")
    assert hand.count <= 3
    for name in ("home", "post", "service", "costs", "form", "search"):
        content = client.get(small_site[name]).content.decode()
        assert "Quiet Hill Care" in content and old not in content, name

    press_shortcut(start_again(hand), "Invite a colleague")
    hand.write(page.get_by_label("E-mail"), "dana@quiet.example")
    hand.write(page.get_by_label("Name"), "Dana Field")
    hand.click(page.get_by_label("Editor", exact=True))
    show(hand, "colleagues", "The invitation: e-mail, name and role.")
    press_button(hand, "Send invitation")
    assert hand.count <= 5
