"""Receivers of ours listen to the models they are meant for: nothing else pays for them."""

import pytest
from django.contrib.sessions.models import Session
from django.db.models.deletion import Collector
from django.db.models.signals import (
    m2m_changed,
    post_delete,
    post_init,
    post_save,
    pre_delete,
    pre_init,
    pre_save,
)
from django.urls import get_resolver
from wagtail.models import ReferenceIndex

from blog.models import BlogCategory
from desk.thing_bin import list_binned_models
from infra.model_signals import list_models
from pages.models import BasePage

ROOMS = (
    "backups", "blog", "clinic", "content", "desk", "edge", "forms", "home", "infra", "media", "moving_in", "pages",
    "review", "sample", "seo", "staff", "visits",
)  # fmt: skip
SIGNALS = {
    "before a row is made": pre_init,
    "a row is made": post_init,
    "before a save": pre_save,
    "a save": post_save,
    "before a deletion": pre_delete,
    "a deletion": post_delete,
    "a relation": m2m_changed,
}


@pytest.fixture(autouse=True)
def _every_address() -> None:
    """Load the admin's addresses, as the first visitor does: what people delete is watched from then on."""
    assert get_resolver().url_patterns


def list_receivers(signal, sender) -> set[str]:
    """Return our functions that hear of `signal` for `sender`, with their modules."""
    receivers = signal._live_receivers(sender)
    found = [one for group in receivers for one in group] if receivers else []
    return {
        f"{one.__module__}.{one.__name__}"
        for one in found
        if getattr(one, "__module__", "").split(".")[0] in ROOMS
    }


class Nobody:
    """No model of anybody."""


@pytest.mark.parametrize("when", SIGNALS)
def test_no_receiver_listens_to_every_model(when):
    assert list_receivers(SIGNALS[when], Nobody) == set()


@pytest.mark.parametrize("model", [ReferenceIndex, Session])
def test_rows_of_the_machine_are_deleted_without_being_read(model):
    assert Collector(using="default").can_fast_delete(model.objects.all())


@pytest.mark.parametrize("model", list_models(BasePage), ids=lambda model: model.__name__)
def test_every_page_type_is_asked_whether_a_copy_may_go_live(model):
    heard = list_receivers(pre_save, model)
    assert "review.publishing.copies.refuse_unread_copy" in heard
    assert "infra.signals._remember_live" in heard


def test_everything_that_goes_into_the_bin_is_watched():
    kept = list_binned_models()
    assert BlogCategory in kept
    for model in kept:
        assert "desk.thing_bin.store_deleted" in list_receivers(pre_delete, model), model


def test_a_table_by_which_pages_are_filed_is_followed():
    assert "review.signals.shown_changed" in list_receivers(post_save, BlogCategory)
    assert "review.signals.remember_pages" in list_receivers(pre_delete, BlogCategory)
    assert "review.signals.shown_deleted" in list_receivers(post_delete, BlogCategory)
