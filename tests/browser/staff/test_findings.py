"""What an editor sees while typing a claim: the finding under the field, a way to the words, 'False alarm'."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

from review.models import FalseAlarm
from staff import roles
from tests.factories import StandardPageFactory
from tests.staff.people import make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_a_claim_is_found_while_it_is_typed(open_page, client, transactional_db):
    user = make_user("ed", roles.EDITOR)
    client.force_login(user)
    page = StandardPageFactory(purpose="health", slug="safety", introduction="What to know.")
    window = open_page("/")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    window.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": window.base}]
    )
    window.goto(f"{window.base}/admin/pages/{page.pk}/edit/")
    field = window.locator("#id_introduction")
    field.fill("Ketamine can be misused. Our infusions are non-addictive.")
    box = window.locator(".review-live")
    box.get_by_text("can’t be published like this").wait_for()
    assert "Our infusions are non-addictive." in box.inner_text()
    assert "Ketamine can be misused." not in box.locator("q").inner_text()
    box.get_by_role("link", name="Go to the words").click()
    assert window.evaluate("document.activeElement.id") == "id_introduction"
    box.get_by_role("button", name="False alarm").click()
    box.get_by_text("Kept with your name").wait_for()
    assert FalseAlarm.objects.get().account == get_user_model().objects.get(pk=user.pk)
    field.fill("Ketamine can be misused.")
    box.wait_for(state="detached")
    assert window.trouble == []
