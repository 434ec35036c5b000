"""The clinic: people, places, services, latest posts, notices."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from ..cards import page_cards
from ..samples import sample_locations, sample_notice, sample_pages, sample_people
from .action import page_address
from .base import Groups, layout_in, list_existing, make_line, make_title


class PeopleBlock(blocks.StructBlock):
    """Cards of people: those chosen, or the whole team."""

    title = make_title("Our team")
    introduction = make_line(required=False)
    people = blocks.ListBlock(
        SnippetChooserBlock("clinic.Person"),
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
        description = _("Cards with photo, name, credentials and role, from Clinic → Team.")
        preview_value = {"title": "Our team", "introduction": "", "people": []}

    def get_context(self, value, parent_context=None):
        """Add `people`: those chosen, or the team."""
        context = super().get_context(value, parent_context=parent_context)
        team = layout_in(parent_context).team
        # The layout's own people have their photos with them; a chooser's would cost a query each.
        known = {person.pk: person for person in team}
        chosen = [known.get(person.pk, person) for person in list_existing(value.get("people"))]
        context["people"] = chosen or list(team)
        return context

    def get_preview_value(self):
        """Show the team, or a made-up profile while there is none."""
        value = super().get_preview_value()
        value["people"] = self.child_blocks["people"].normalize(sample_people())
        return value


class LocationsBlock(blocks.StructBlock):
    """Addresses and hours of the clinic's places."""

    title = make_title("Where we are")
    locations = blocks.ListBlock(
        SnippetChooserBlock("clinic.Location"),
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
            "Addresses, hours, telephone and a picture of the map, from ‘Clinic → Locations’."
        )
        preview_value = {
            "title": "Where we are",
            "locations": [],
            "show_hours": True,
            "show_map": True,
        }

    def get_context(self, value, parent_context=None):
        """Add `locations`: those chosen, as the layout has them with their hours, or all."""
        context = super().get_context(value, parent_context=parent_context)
        layout = layout_in(parent_context)
        known = {location.pk: location for location in layout.locations}
        chosen = [known.get(place.pk, place) for place in list_existing(value.get("locations"))]
        context.update(
            layout=layout,
            locations=chosen or list(layout.locations),
        )
        return context

    def get_preview_value(self):
        """Show the clinic's places, or a made-up one while there is none."""
        value = super().get_preview_value()
        value["locations"] = self.child_blocks["locations"].normalize(sample_locations())
        return value


class CardsBlock(blocks.StructBlock):
    """Cards that lead to pages: services, conditions, next reading."""

    title = make_title()
    introduction = make_line(required=False)
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
        preview_value = {"title": "What we treat", "introduction": "", "cards": []}

    def get_context(self, value, parent_context=None):
        """Add `cards`, each with address, title, text and picture; cards to pages that are gone are left out."""
        context = super().get_context(value, parent_context=parent_context)
        chosen = [card for card in value.get("cards") or () if card and card.get("page")]
        pages = page_cards([card["page"].pk for card in chosen if card["page"].pk])
        context["cards"] = [view for card in chosen if (view := _card_view(card, pages))]
        return context

    def get_preview_value(self):
        """Show pages of the site, or made-up ones."""
        value = super().get_preview_value()
        cards = [
            {"page": page, "title": "", "text": "", "picture": None} for page in sample_pages(3)
        ]
        value["cards"] = self.child_blocks["cards"].normalize(cards)
        return value


def _card_view(card, pages: dict) -> dict | None:
    """Return what a card shows: its own words, or else the page's."""
    page = card["page"]
    url = page_address(page)
    if not url:
        return None
    of_page = pages.get(page.pk)
    return {
        "url": url,
        "title": card.get("title") or page.title,
        "text": card.get("text") or (of_page.introduction if of_page else ""),
        "picture": card.get("picture") or (of_page.picture if of_page else None),
    }


class LatestPostsBlock(blocks.StructBlock):
    """The newest posts of the blog."""

    title = make_title("Latest posts")
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
        preview_nothing = _("Publish a post to see it here.")


class NoticeBlock(blocks.StructBlock):
    """A notice from the notice snippets."""

    notice = SnippetChooserBlock("clinic.Notice")

    class Meta:
        icon = "info-circle"
        label = _("Notice")
        group = Groups.CLINIC
        template = "blocks/notice.html"
        description = _(
            "A standing text such as the good-faith estimate notice. Disappears everywhere when it is switched off."
        )
        preview_value = {"notice": None}

    def get_context(self, value, parent_context=None):
        """Add `notice` if it shows today."""
        context = super().get_context(value, parent_context=parent_context)
        notice = value.get("notice")
        shows = notice is not None and notice.shows_on(timezone.localdate())
        context["notice"] = notice if shows else None
        return context

    def get_preview_value(self):
        """Show a notice of the site, or a made-up one."""
        value = super().get_preview_value()
        value["notice"] = sample_notice()
        return value
