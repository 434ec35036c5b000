"""Limits count through an outage of Redis: sign-in, requests, and numbers that many count at once."""

import threading
import time

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import caches
from django.test import Client

from forms.requests.defences.limits import count_source
from infra.resilience import circuit_breaker
from tests.staff.people import PASSWORD, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.faults]


def sign_in(login: str, password: str):
    return Client().post("/accounts/login/", {"login": login, "password": password})


def refused_for_now(response) -> bool:
    return response.status_code == 429 or "Too many failed" in response.content.decode()


def test_sign_in_works_and_its_limit_counts_in_the_process(plugged):
    user = make_user("ann")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    plugged.stop()
    assert sign_in("ann", PASSWORD).status_code == 302
    for _try in range(11):
        last = sign_in("ann", "wrong")
    assert refused_for_now(last)
    assert refused_for_now(sign_in("ann", PASSWORD))


def test_a_limit_that_was_reached_before_stands_in_the_outage_and_after_it(plugged):
    make_user("bob")
    for _try in range(11):
        sign_in("bob", "wrong")
    plugged.stop()
    assert refused_for_now(sign_in("bob", PASSWORD))
    plugged.start()  # empty
    time.sleep(circuit_breaker.PAUSE + 0.1)
    assert refused_for_now(sign_in("bob", PASSWORD))


def test_the_limit_of_requests_counts_before_in_and_after_an_outage(plugged):
    assert [count_source("203.0.113.77") for _n in range(2)] == [1, 2]
    plugged.stop()
    assert [count_source("203.0.113.77") for _n in range(2)] == [3, 4]
    plugged.start()  # empty
    time.sleep(circuit_breaker.PAUSE + 0.1)
    assert count_source("203.0.113.77") == 5
    assert count_source("203.0.113.78") == 1


def test_numbers_are_counted_by_many_at_once(plugged):
    shared = caches["default"]
    shared.set("number", 0, 60)
    threads = [
        threading.Thread(target=lambda: [caches["default"].incr("number") for _n in range(20)])
        for _thread in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shared.get("number") == 80
    assert b":-1" not in plugged.command("TTL", ":1:number")
