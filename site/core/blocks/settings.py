"""Small lists inside the clinic settings."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

NETWORKS = [
    ("facebook", "Facebook"),
    ("instagram", "Instagram"),
    ("linkedin", "LinkedIn"),
    ("youtube", "YouTube"),
    ("x", "X"),
]


def social_links() -> list[tuple[str, blocks.Block]]:
    """Return the block of one profile on a social network: a plain link, never a widget."""
    return [
        (
            "profile",
            blocks.StructBlock(
                [
                    ("network", blocks.ChoiceBlock(choices=NETWORKS)),
                    ("url", blocks.URLBlock(label=_("Address"))),
                ],
                icon="group",
                label=_("Profile"),
            ),
        )
    ]


def closed_days() -> list[tuple[str, blocks.Block]]:
    """Return the block of one stretch of closed days."""
    return [
        (
            "closed",
            blocks.StructBlock(
                [
                    ("first", blocks.DateBlock(label=_("First day"))),
                    ("last", blocks.DateBlock(label=_("Last day"), required=False)),
                    ("reason", blocks.CharBlock(max_length=80, required=False, label=_("Reason"))),
                ],
                icon="calendar-alt",
                label=_("Closed"),
            ),
        )
    ]
