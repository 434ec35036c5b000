"""The editor's form of every page: plain sentences, and a place where apps above check a page as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import CharField, JSONField, TextField
from django.utils.text import slugify
from django.utils.translation import gettext
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from infra.editing.messages import EMPTY, EMPTY_BY_NAME, SLUG_TAKEN, speak_plainly
from infra.editing.newer_draft import tell_of_newer

from .panels import NAMES
from .picture_words import drop_former_words

# The address of a draft whose title has no letter that an address may hold.
WITHOUT_LETTERS = "new-page"
# A check looks at `form.instance`, the page as it would be saved, and adds its errors to the form.
PageCheck = Callable[["PageForm"], None]
_checks: list[PageCheck] = []


def register_page_check(check: PageCheck) -> PageCheck:
    """Have `check` called with every page form that is about to be handed in, approved or published."""
    if check not in _checks:
        _checks.append(check)
    return check


class PageForm(WagtailAdminPageForm):
    """The form of every page type of ours. A type that needs more inherits from it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            speak_plainly(field, EMPTY_BY_NAME.get(name, EMPTY))
            field.label = NAMES.get(name, field.label)

    def defer_required_fields(self) -> None:
        """Let a draft lack anything: also what the database needs, which is then filled for the time being."""
        super().defer_required_fields()
        for name, field in self.fields.items():
            if field.required:
                field.required = False
                self.deferred_required_fields.append(name)

    def find_free_slug(self, wanted: str) -> str:
        """Return the address that is wanted, with a number behind it where another page here has it."""
        free, number = wanted, 2
        while not Page._slug_is_available(free, self.parent_page, self.instance):
            free, number = f"{wanted}-{number}", number + 1
        return free

    def _make_slug(self) -> str:
        """Return an address for a title that has none in it ('🌊'): what it was, or a plain one; '' where the title has."""
        title = self.cleaned_data.get("title") or ""
        if not title or slugify(title, allow_unicode=settings.WAGTAIL_ALLOW_UNICODE_SLUGS):
            return ""
        if self.initial.get("slug"):
            return str(self.initial["slug"])
        return self.find_free_slug(WITHOUT_LETTERS)

    def _fill_for_now(self) -> None:
        """Give a draft what its row can't be stored without: what it was, else the usual value."""
        for name in self.deferred_required_fields:
            if (
                name not in self.cleaned_data
                or self.cleaned_data[name] not in self.fields[name].empty_values
            ):
                continue
            column = self._meta.model._meta.get_field(name)
            if name == "title":
                self.cleaned_data[name] = self.initial.get(name) or gettext("Without a title yet")
            elif name == "slug":
                self.cleaned_data[name] = self._make_slug()
            elif not column.null and not isinstance(column, CharField | TextField | JSONField):
                self.cleaned_data[name] = self.initial.get(name) or column.get_default()

    def clean(self) -> dict[str, Any]:
        """Check as Wagtail does, and say what to do about an address that is taken or a draft that is newer."""
        if self.is_deferred_validation:
            self._fill_for_now()
        newer = getattr(self.instance, "newer_draft", None)
        if newer is not None:
            self.add_error(None, tell_of_newer(newer))
        slug = self.cleaned_data.get("slug")
        cleaned = super().clean()
        if slug and self.has_error("slug"):
            del self._errors["slug"]
            if self.is_deferred_validation:
                # A draft is saved; which of two addresses is better is decided before it is published.
                cleaned["slug"] = self.find_free_slug(slug)
            else:
                self.add_error("slug", ValidationError(SLUG_TAKEN, params={"slug": slug}))
        drop_former_words(self)
        return cleaned

    def _post_clean(self) -> None:
        """Once the page holds what was typed, let the apps above check it. A draft may be anything.

        The same place that Django's own account forms use for checks on the whole instance.
        """
        super()._post_clean()
        if not self.is_deferred_validation:
            for check in _checks:
                check(self)
