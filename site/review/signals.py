"""What is put down by itself when a page goes live or a reviewer approves it."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page, TaskState
from wagtail.signals import page_published, task_approved

from core.models import BasePage

from .gate import is_reviewer
from .models import note_publication, record_approval


@receiver(page_published, dispatch_uid="review.page_published")
def published(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Note whether the text that went live is still the reviewed one."""
    if isinstance(instance, BasePage):
        note_publication(instance)


@receiver(task_approved, dispatch_uid="review.task_approved")
def approved(sender: type[TaskState], instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """A reviewer's approval, wherever it was given, is a review of the text that was handed in."""
    page = instance.revision.as_object()
    if isinstance(page, BasePage) and is_reviewer(user):
        record_approval(page, user)
