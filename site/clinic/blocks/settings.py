"""Small lists inside the clinic settings."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from infra.editing.typed_fields import DayBlock

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
                description=_(
                    "A plain link to the clinic's profile; nothing is loaded from there."
                ),
            ),
        )
    ]


class ClosedDaysBlock(blocks.StructBlock):
    """A day, or a stretch of days, on which the clinic is closed."""

    first = DayBlock(label=_("First day"))
    last = DayBlock(
        label=_("Last day"), required=False, help_text=_("Empty: closed on the first day only.")
    )
    reason = blocks.CharBlock(max_length=80, required=False, label=_("Reason"))

    class Meta:
        icon = "calendar-alt"
        label = _("Closed")
        description = _("A day, or some days in a row, on which nobody answers requests.")
        label_format = "{first} – {last} {reason}"

    def clean(self, value):
        """Refuse a stretch that ends before it begins, or that lasts for years."""
        value = super().clean(value)
        if value["last"] and value["last"] < value["first"]:
            raise blocks.StructBlockValidationError(
                block_errors={
                    "last": ValidationError(_("The last day must not be before the first one."))
                }
            )
        if value["last"] and (value["last"] - value["first"]).days > 366:
            raise blocks.StructBlockValidationError(
                block_errors={
                    "last": ValidationError(_("Give at most a year. Is the last day's year right?"))
                }
            )
        return value


def closed_days() -> list[tuple[str, blocks.Block]]:
    """Return the block of one stretch of closed days."""
    return [("closed", ClosedDaysBlock())]
