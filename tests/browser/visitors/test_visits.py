"""A real browser tells what was read, with the policy of the live site; one that asks not to be counted tells nothing."""

import time

import pytest

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.factories import ClinicSettingsFactory, StandardPageFactory, home_page
from tests.factories.forms import FormPageFactory
from visits.models import DayCount, VisitEvent

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


@pytest.fixture
def visitor(browser, live_server):
    # The whole browser has this name: what a page tells while it goes away forgets the name of its context alone.
    phone = browser.browser_type.launch(
        executable_path=CHROMIUM, args=[*FLAGS, f"--user-agent={PHONE}"]
    )
    yield phone.new_page(base_url=live_server.url)
    phone.close()


def wait_for_sums(wanted):
    """Wait until the sums are those; beacons come when the browser likes."""
    found = {}
    for _try in range(50):
        found = {(row.kind, row.page): row.count for row in DayCount.objects.all()}
        if found == wanted:
            break
        time.sleep(0.1)
    return found


def test_a_visit_is_counted_and_nothing_is_left_in_the_browser(visitor):
    home = home_page()
    ClinicSettingsFactory(phone="703-555-0123")
    page = StandardPageFactory(parent=home, title="Costs", slug="costs", body=[])
    form = FormPageFactory(parent=home, title="Request", slug="request")
    troubles = []
    visitor.on(
        "console",
        lambda message: troubles.append(message.text) if message.type == "error" else None,
    )
    visitor.goto("/costs/")
    visitor.evaluate("addEventListener('click', (event) => event.preventDefault())")
    visitor.locator("a[href^='tel:']").first.click()
    wanted = {(VisitEvent.CALL, page.pk): 1}
    assert wait_for_sums(wanted) == wanted
    visitor.evaluate(
        "const a = document.createElement('a'); a.href = '/request/'; location.href = a.href"
    )
    visitor.wait_for_url("**/request/")
    # A page tells that it was read when it is left: nothing of ours is on the line while it loads.
    wanted |= {(VisitEvent.VIEW, page.pk): 1}
    assert wait_for_sums(wanted) == wanted
    assert {cookie["name"] for cookie in visitor.context.cookies()} <= {"csrftoken"}
    assert visitor.evaluate("localStorage.length + sessionStorage.length") == 0
    visitor.goto("about:blank")
    wanted |= {(VisitEvent.VIEW, form.pk): 1, (VisitEvent.LED, page.pk): 1}
    assert wait_for_sums(wanted) == wanted
    assert troubles == []


def test_a_browser_that_asks_not_to_be_counted_tells_nothing(visitor):
    home = home_page()
    told = []
    visitor.on("request", lambda request: told.append(request.url))
    visitor.add_init_script(
        "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })"
    )
    visitor.goto(home.url)
    visitor.wait_for_timeout(500)
    assert not [address for address in told if "_count" in address]
