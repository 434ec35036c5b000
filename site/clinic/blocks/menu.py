"""The links of a menu."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class MenuPageBlock(blocks.StructBlock):
    """A link to a page of this site; follows the page when it moves."""

    page = blocks.PageChooserBlock()
    label = blocks.CharBlock(
        required=False, max_length=40, help_text=_("Leave empty to use the page's title.")
    )

    class Meta:
        icon = "doc-empty-inverse"
        label = _("Page")
        description = _("A link to a page of this site. It follows the page when it moves.")


class MenuLinkBlock(blocks.StructBlock):
    """A link to another address."""

    label = blocks.CharBlock(max_length=40)
    url = blocks.CharBlock(
        max_length=300,
        label=_("Address"),
        help_text=_("For example https://988lifeline.org or /blog/?page=2"),
    )

    class Meta:
        icon = "link"
        label = _("Address")
        description = _("A link to an address that is not a page of this site.")

    def clean(self, value):
        """Refuse anything that is not a web address, a path, a phone number or an e-mail."""
        value = super().clean(value)
        allowed = ("https://", "http://", "/", "#", "tel:", "sms:", "mailto:")
        url = value["url"]
        # Browsers read a backslash as a slash and drop control characters.
        odd = "\\" in url or any(ord(c) <= 32 for c in url)
        if odd or not url.startswith(allowed) or url.startswith("//"):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "url": ValidationError(
                        _("Start the address with https://, or with / for a page of this site.")
                    )
                }
            )
        return value


class MenuGroupBlock(blocks.StructBlock):
    """A heading with links under it."""

    label = blocks.CharBlock(max_length=40)
    links = blocks.ListBlock(MenuPageBlock(), min_num=1, max_num=10)

    class Meta:
        icon = "list-ul"
        label = _("Group")
        description = _("A word that opens a list of pages.")


def menu_items() -> list[tuple[str, blocks.Block]]:
    """Return what a menu may hold."""
    return [("page", MenuPageBlock()), ("group", MenuGroupBlock()), ("link", MenuLinkBlock())]
