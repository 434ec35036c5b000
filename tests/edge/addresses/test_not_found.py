"""Addresses that were asked for in vain: counted, never with who asked, and led on from the admin."""

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError
from wagtail.contrib.redirects.models import Redirect

from edge.addresses import not_found
from edge.models import NotFoundAddress
from infra import content_version
from tests.factories.home import StandardPageFactory, home_page

pytestmark = pytest.mark.django_db
LIST = "/admin/reports/not-found/"


def ask(client, address: str, visitors: int = 1) -> None:
    for n in range(visitors):
        assert client.get(address, REMOTE_ADDR=f"192.0.2.{n}").status_code == 404


def listed(admin_client) -> list[list[str]]:
    page = BeautifulSoup(admin_client.get(LIST).content, "html.parser")
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in page.select("tbody tr")
    ]


def test_what_is_asked_for_is_counted_and_a_name_is_hidden(client, admin_client):
    StandardPageFactory(slug="costs")
    ask(client, "/old-costs/?email=jane@doe.example", visitors=2)
    ask(client, "/patients/jane-doe/", visitors=2)
    rows = listed(admin_client)
    assert [row[:2] for row in rows] == [["/old-costs", "2"], ["/patients/…-…", "2"]]
    assert "Lead it to" in rows[0][3] and "Lead it to" not in rows[1][3]
    stored = str(list(NotFoundAddress.objects.values()))
    assert "jane" not in stored and "192.0.2" not in stored
    ask(client, "/patients/jane-doe", visitors=3)
    assert ["/patients/jane-doe", "3"] in [row[:2] for row in listed(admin_client)]


def test_one_visitor_counts_once_a_day_and_for_so_many_addresses(client, monkeypatch):
    home_page()
    for _n in range(3):
        ask(client, "/old/")
    assert NotFoundAddress.objects.get().asked == 1
    monkeypatch.setattr(not_found, "MOST_PATHS", 4)
    for n in range(9):
        ask(client, f"/archive/{n}/")
    assert NotFoundAddress.objects.count() == 4


@pytest.mark.parametrize(
    "address",
    [
        "/wp-login.php",
        "/.env",
        "/x.sql",
        "/a@b.example/",
        "/tel/7035550142/",
        "/" + "x" * 400 + "/",
        "/admin/nothing/",
    ],
)
def test_scanners_numbers_and_staff_are_not_noted(client, address):
    home_page()
    client.get(address)
    assert not NotFoundAddress.objects.exists()


def test_what_leads_on_is_not_noted_and_a_posted_form_neither(client):
    page = StandardPageFactory(slug="costs")
    Redirect.objects.create(old_path="/old", redirect_page=page.page_ptr)
    assert client.get("/old/").status_code == 301
    client.post("/nothing/")
    assert not NotFoundAddress.objects.exists()


def test_a_wrong_address_is_led_on_and_leaves_the_list(client, admin_client):
    page = StandardPageFactory(slug="costs", title="Costs")
    ask(client, "/old-prices/")
    row = NotFoundAddress.objects.get()
    address = f"{LIST}{row.pk}/"
    assert admin_client.get(address).status_code == 200
    wrong = admin_client.post(address, {"page": ""})
    assert wrong.status_code == 200 and not Redirect.objects.exists()
    assert admin_client.post(address, {"page": page.pk})["Location"] == LIST
    content_version.change_version()
    answer = client.get("/old-prices/?a=1")
    assert (answer.status_code, answer["Location"]) == (301, "/costs/?a=1")
    assert listed(admin_client) == []


def test_only_who_may_make_redirects_sees_the_list(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody", is_staff=True))
    assert client.get(LIST).status_code in (302, 403)


def test_a_count_that_fails_fails_no_answer(client, monkeypatch):
    home_page()

    def fail(*args):
        raise OperationalError("full")

    monkeypatch.setattr(not_found, "_count_path", fail)
    ask(client, "/old/")


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/costs/", True),
        ("/a/*", True),
        ("https://new.example/x", True),
        ("//evil.example/", False),
        ("javascript:alert(1)", False),
        ("costs", False),
    ],
)
def test_an_old_address_leads_to_a_path_or_an_address_of_the_web(admin_client, target, allowed):
    home_page()
    admin_client.post(
        "/admin/redirects/add/",
        {
            "old_path": "/old",
            "site": "",
            "is_permanent": "on",
            "redirect_page": "",
            "redirect_link": target,
        },
    )
    assert list(Redirect.objects.values_list("redirect_link", flat=True)) == [target] * allowed
