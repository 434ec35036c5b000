"""Anything at all, posted to every address of the admin by somebody who may do everything."""

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.every_page import one_of_each
from tests.staff.addresses import every_address

from .cases import cases, check_answer, is_wagtails_own, json_value, text

NAMES = ("title", "slug", "body", "body-count", "next", "id", "action", "q", "page", "name", "file", "username", "email",
         "collection", "tags", "comments-TOTAL_FORMS", "comments-INITIAL_FORMS", "form_fields-TOTAL_FORMS", "items-count",
         "action-publish", "confirm", "parent_page_id", "password1", "groups", "status", "url", "p", "ordering", "locale",
         "is_active", "first_name", "notify", "choices", "search_description", "order")  # fmt: skip
# They end the session or the process of signing in; other tests press them.
LEFT_OUT = ("/admin/logout/", "/admin/login/", "/admin/password_reset/", "/accounts/")


@pytest.mark.slow
def test_every_admin_post(db, settings):
    settings.SECOND_FACTOR = "optional"
    one_of_each()
    user = get_user_model().objects.create_superuser("owner", "owner@clinic.example")
    addresses = [
        a for a in every_address() if a.startswith("/admin/") and not a.startswith(LEFT_OUT)
    ]
    assert len(addresses) > 200
    client = Client()
    client.force_login(user)
    cookies = client.cookies.output()
    wagtails: set[str] = set()

    @cases(150)
    @given(
        st.sampled_from(addresses),
        st.dictionaries(st.sampled_from(NAMES) | text, text | json_value.map(str), max_size=6),
    )
    def post(path, data):
        sender = Client()
        sender.cookies.load(cookies.replace("Set-Cookie: ", ""))
        try:
            with transaction.atomic():
                response = sender.post(path, data)
                transaction.set_rollback(True)
        except Exception as error:
            assert is_wagtails_own(error), (path, data)
            wagtails.add(path)
            return
        check_answer(response, (path, data))
        assert response.status_code != 302 or "/accounts/login/" not in response["Location"], path

    post()
