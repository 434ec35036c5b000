"""What makes the search read again: a page saved without a revision, a word that staff changed."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page

from infra.model_signals import connect_models, list_models
from infra.signals import watch_model

from .finding.entries import forget_page
from .models import SearchWord

watch_model(SearchWord, shown="in searches")


def _page_saved(sender: type, instance: Any, **kwargs: Any) -> None:
    forget_page(instance.pk)


connect_models(post_save, _page_saved, list_models(Page), "home-search-page-saved")
