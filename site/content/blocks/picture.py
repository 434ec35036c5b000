"""A picture inside a text, with the description that belongs to it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock, ImageBlockAdapter, ImageChooserBlock

NOT_DESCRIBED = _(
    "Say what the picture shows, or give the picture itself a description under Images, or tick that it only "
    "decorates."
)


class DescribedPictureBlock(ImageBlock):
    """Wagtail's picture with a text, where an empty text means the picture's own description.

    Wagtail copies the description into the block: it then stays when the picture changes, and a better
    description under Images never reaches the page. Here only what a page says otherwise is stored.
    """

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        self.child_blocks: dict[str, blocks.Block] = {
            "image": ImageChooserBlock(required=required, label=_("Picture")),
            "decorative": blocks.BooleanBlock(
                default=False, required=False, label=_("It only decorates")
            ),
            "alt_text": blocks.CharBlock(
                required=False,
                max_length=255,
                label=_("Described otherwise"),
                help_text=_(
                    "Only if this page should say something else than the picture's own description."
                ),
            ),
        }
        for name, child in self.child_blocks.items():
            child.set_name(name)

    def _struct_value_to_image(self, struct_value: Any) -> Any:
        image = super()._struct_value_to_image(struct_value)
        if image:
            own = (struct_value.get("alt_text") or "").strip()
            image.own_alt_text = "" if own == image.description else own
            if not image.decorative:
                image.contextual_alt_text = image.own_alt_text or image.description
        return image

    def _image_to_struct_value(self, image: Any) -> dict[str, Any]:
        return {
            "image": image,
            "alt_text": own_text(image),
            "decorative": bool(image and image.decorative),
        }

    def get_form_state(self, value: Any) -> dict[str, Any]:
        """Give the editor what the page says otherwise; the picture's own description comes with the picture."""
        state = super().get_form_state(value)
        return {**state, "alt_text": own_text(value)}

    def get_prep_value(self, value: Any) -> dict[str, Any]:
        """Store only what the page says otherwise."""
        stored = super().get_prep_value(value)
        return {**stored, "alt_text": own_text(value)}

    def clean(self, value: Any) -> Any:
        """Ask for a description where neither the page nor the picture has one. A draft may lack it."""
        try:
            return super().clean(value)
        except StructBlockValidationError as error:
            if "alt_text" not in error.block_errors:
                raise
            raise StructBlockValidationError(
                block_errors={"alt_text": ValidationError(NOT_DESCRIBED)}
            ) from error


def own_text(image: Any) -> str:
    """Return what the page says of `image` in place of the picture's own description."""
    return getattr(image, "own_alt_text", "") or ""


# Wagtail's own form of the block; `picture_words.js` does the rest.
register(ImageBlockAdapter(), DescribedPictureBlock)
