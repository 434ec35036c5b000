"""Where clinical review hooks itself into the apps below: forms, publishing, the review line, the editor's panel."""

from django.db.models.signals import pre_save

from clinic.viewsets import FaqViewSet
from content.viewsets import PieceViewSet
from infra.editing.checked_form import register_form_check
from infra.editing.panels import register_editor_part
from infra.editing.publishing import register_publish_check
from infra.model_signals import connect_models, list_models
from pages.content_change import register_change_reader
from pages.models import BasePage
from pages.page_form import register_page_check
from pages.review_line import register_review_reader
from review.approval import changes
from review.approval.review_line import read_line
from review.models import JOINS
from review.publishing.copies import GuardedCopyForm, refuse_unread_copy
from review.publishing.gate import check_form, check_published
from review.publishing.library_fields import check_fields_of_others
from review.publishing.panels import before_you_publish
from review.screens.approvals import GuardedSnippetAction

register_page_check(check_form)
register_form_check(check_form)
register_publish_check(check_published)
register_review_reader(read_line, JOINS)
register_change_reader(changes.read_change, changes.read_changes, changes.JOINS)
check_fields_of_others()
FaqViewSet.workflow_action_view_class = GuardedSnippetAction
PieceViewSet.workflow_action_view_class = GuardedSnippetAction
register_editor_part(before_you_publish)
BasePage.copy_form_class = GuardedCopyForm
connect_models(pre_save, refuse_unread_copy, list_models(BasePage), "review-unread-copy")
