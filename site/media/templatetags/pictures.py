"""Template tags that show a picture in the sizes of its shape."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from ..pictures import picture_html

register = template.Library()


@register.simple_tag
def clinic_picture(
    image: Any, shape: str = "text", alt: str | None = "", eager: bool = False, css: str = ""
) -> SafeString:
    """Show `image` in a shape of `media.pictures.SHAPES`; nothing where it can't be shown."""
    return picture_html(image, shape, alt=alt or "", eager=eager, css=css)
