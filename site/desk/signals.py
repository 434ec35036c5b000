"""Signal handlers: what somebody deletes, and is no page, goes into the bin first."""

from django.db.models.signals import pre_delete

from infra.model_signals import connect_models

from .thing_bin import list_binned_models, store_deleted


def watch_deletions() -> None:
    """Have what a person deletes put into the bin. To be called once Wagtail knows every snippet."""
    connect_models(pre_delete, store_deleted, list_binned_models(), "desk-keep-deleted")
