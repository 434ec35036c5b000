"""Comments on one field of one question: Wagtail takes none within rows, since a row has no name that stays.

Ours has one, its key. So the place of a comment is `form_fields.<key>.<field>`, whatever rows are moved or added.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _
from wagtail.models import Comment

from .form_field import FormField
from .form_page import FormPage

ROWS = "form_fields"


def has_question_field(page: FormPage, path: str) -> bool:
    """Tell whether `path` names a field of a question that `page` asks."""
    relation, _dot, rest = path.partition(".")
    key, _dot, name = rest.partition(".")
    if relation != ROWS or key not in {row.clean_name for row in page.form_fields.all()}:
        return False
    try:
        FormField._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def take_comments_on_questions() -> None:
    """Let Wagtail keep comments whose place is a field of a question, and name that place in the history."""
    # The history of a page says the `verbose_name` of what was commented on, which a relation lacks.
    FormPage._meta.get_field(ROWS).verbose_name = _("questions")  # type: ignore[union-attr]
    wagtails = Comment.has_valid_contentpath

    def has_valid_contentpath(self: Comment, page: Any) -> bool:
        """Tell whether the field or block that the comment is about is there."""
        if isinstance(page, FormPage) and has_question_field(page, self.contentpath):
            return True
        return bool(wagtails(self, page))

    Comment.has_valid_contentpath = has_valid_contentpath


take_comments_on_questions()
