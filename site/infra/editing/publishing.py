"""A place before every publication by a person, whatever way it comes: editor, list, workflow, dashboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# A check gets the object as it would be published and the person; it raises PermissionDenied to refuse.
PublishCheck = Callable[[Any, Any], None]
_checks: list[PublishCheck] = []


def register_publish_check(check: PublishCheck) -> PublishCheck:
    """Have `check` called whenever somebody publishes or schedules a page or a snippet."""
    if check not in _checks:
        _checks.append(check)
    return check


def check_publication(thing: Any, user: Any) -> None:
    """Call every check. What code publishes without a person (the worker's schedule) was checked before."""
    if user is not None:
        for check in _checks:
            check(thing, user)


class CheckedPublishMixin:
    """For models with drafts: nothing is published past the checks of the apps above."""

    def publish(self, revision: Any, user: Any = None, **kwargs: Any) -> Any:
        """Publish as Wagtail does. Raises PermissionDenied where a check refuses."""
        check_publication(revision.as_object(), user)
        return super().publish(revision, user=user, **kwargs)  # type: ignore[misc]
