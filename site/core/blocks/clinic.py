"""The clinic: people, places, services, latest posts, notices."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from .base import Groups, line, title


class PeopleBlock(blocks.StructBlock):
    """Cards of people."""

    title = title("Our team")
    introduction = line(required=False)
    people = blocks.ListBlock(
        SnippetChooserBlock("core.Person"),
        max_num=24,
        min_num=0,
        default=[],
        help_text=_("Empty: everyone who shows on the team page."),
    )

    class Meta:
        icon = "group"
        label = _("People")
        group = Groups.CLINIC
        template = "blocks/people.html"
        description = _("Cards with photo, name, credentials and role, from the people snippets.")
        preview_value = {"title": "Our team", "introduction": "", "people": []}


class LocationsBlock(blocks.StructBlock):
    """Addresses and hours."""

    title = title("Where we are")
    locations = blocks.ListBlock(
        SnippetChooserBlock("core.Location"),
        max_num=12,
        min_num=0,
        default=[],
        help_text=_("Empty: all locations."),
    )
    show_hours = blocks.BooleanBlock(required=False, default=True)
    show_map = blocks.BooleanBlock(required=False, default=True)

    class Meta:
        icon = "site"
        label = _("Locations and hours")
        group = Groups.CLINIC
        template = "blocks/locations.html"
        description = _(
            "Addresses, hours, telephone and a picture of the map, from the location snippets."
        )
        preview_value = {
            "title": "Where we are",
            "locations": [],
            "show_hours": True,
            "show_map": True,
        }


class CardsBlock(blocks.StructBlock):
    """Cards that lead to pages: services, conditions, next reading."""

    title = title()
    introduction = line(required=False)
    cards = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("page", blocks.PageChooserBlock()),
                (
                    "title",
                    blocks.CharBlock(
                        max_length=80, required=False, help_text=_("Empty: the page's title.")
                    ),
                ),
                (
                    "text",
                    blocks.CharBlock(
                        max_length=200,
                        required=False,
                        help_text=_("Empty: the page's introduction."),
                    ),
                ),
                (
                    "picture",
                    ImageChooserBlock(required=False, help_text=_("Empty: the page's picture.")),
                ),
            ],
            icon="doc-full",
        ),
        min_num=1,
        max_num=12,
    )

    class Meta:
        icon = "grip"
        label = _("Service cards")
        group = Groups.CLINIC
        template = "blocks/cards.html"
        description = _("Cards that lead to treatment pages or any other page.")
        preview_template = "previews/cards_block.html"
        preview_value = {"title": "What we treat", "introduction": "", "cards": []}


class LatestPostsBlock(blocks.StructBlock):
    """The newest posts of the blog."""

    title = title("Latest posts")
    count = blocks.IntegerBlock(min_value=1, max_value=6, default=3)
    category = SnippetChooserBlock(
        "blog.BlogCategory", required=False, help_text=_("Empty: all categories.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Latest posts")
        group = Groups.CLINIC
        template = "blocks/latest_posts.html"
        description = _("The newest posts, by themselves always up to date.")
        preview_value = {"title": "Latest posts", "count": 3, "category": None}


class NoticeBlock(blocks.StructBlock):
    """A notice from the notice snippets."""

    notice = SnippetChooserBlock("core.Notice")

    class Meta:
        icon = "info-circle"
        label = _("Notice")
        group = Groups.CLINIC
        template = "blocks/notice.html"
        description = _(
            "A standing text such as the good-faith estimate notice. Disappears everywhere when it is switched off."
        )
        preview_template = "previews/notice_block.html"
