"""Where the home room meets Wagtail's admin: the style guide, and what a page can be started from."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .starters.choosing import choose_starter
from .style_guide import show_style_guide

hooks.register("before_create_page", choose_starter)


@hooks.register("register_admin_urls")
def style_guide_url() -> list[URLPattern]:
    """Give the style guide its address in the admin, which asks who one is."""
    return [path("style-guide/", show_style_guide, name="style_guide")]


@hooks.register("register_help_menu_item")
def style_guide_menu_item() -> MenuItem:
    """Put the style guide under Help."""
    return MenuItem(
        _("Style guide"),
        reverse("style_guide"),
        name="style-guide",
        icon_name="view",
        order=900,
    )
