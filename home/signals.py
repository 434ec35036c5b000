"""What makes the search read again: a page saved without a revision, a word that staff changed."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page

from infra.signals import watch_model

from .finding.entries import forget_page
from .models import SearchWord

watch_model(SearchWord, shown="in searches")


def _page_saved(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page) and instance.pk:
        forget_page(instance.pk)


post_save.connect(_page_saved, dispatch_uid="home-search-page-saved")
