"""The blog in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import BlogCategory


class BlogCategoryViewSet(SnippetViewSet):
    """Categories in the admin."""

    model = BlogCategory
    icon = "folder-open-inverse"
    menu_label = _("Blog categories")
    menu_order = 170
    add_to_admin_menu = True
    list_display = ["name", "slug", "order"]


register_snippet(BlogCategoryViewSet)
