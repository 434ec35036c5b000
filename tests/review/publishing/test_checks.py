"""The check at every start that 'Approve' outside the editor asks the check of claims."""

import sys
from types import ModuleType

import pytest
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from review import urls as review_urls
from review.checks import check_approval_address


@pytest.fixture
def addresses(settings):
    """Let a list of addresses stand in for the site's."""
    name = "tests_addresses_of_the_approval"

    def serve(*patterns) -> None:
        module = ModuleType(name)
        module.urlpatterns = list(patterns)
        sys.modules[name] = module
        settings.ROOT_URLCONF = name

    yield serve
    sys.modules.pop(name, None)


def test_the_sites_own_addresses_pass():
    assert check_approval_address(None) == []


def test_wagtails_own_view_in_front_is_an_error(addresses):
    addresses(path("admin/", include(wagtailadmin_urls)), path("", include("review.urls")))
    [found] = check_approval_address(None)
    assert found.id == "review.E001"
    assert found.is_serious()
    assert "does not ask the check of claims" in found.msg
    assert "config/urls.py" in found.hint


def test_an_address_that_moved_is_an_error(addresses):
    elsewhere = path("admin/pages/approve/<int:page_id>/", review_urls.approve)
    addresses(elsewhere, path("admin/", include(wagtailadmin_urls)))
    [found] = check_approval_address(None)
    assert "/admin/pages/workflow/action/1/approve/1/" in found.msg


def test_a_name_that_is_gone_is_an_error(addresses):
    addresses(path("", include("review.urls")))
    [found] = check_approval_address(None)
    assert "wagtailadmin_pages:workflow_action" in found.msg
