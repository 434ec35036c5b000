"""What the editor's previews need."""

from django import template
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import BoundBlock

from ..article import render_article
from ..samples import sample_layout

register = template.Library()


@register.simple_tag(takes_context=True)
def block_preview(context: template.Context, bound_block: BoundBlock) -> SafeString:
    """Return the block as a page shows it, with numbered source marks; empty if it shows nothing yet."""
    shown = {**context.flatten(), "layout": sample_layout(context.get("request"))}
    html = bound_block.render(context=shown)
    shows = strip_tags(html).strip() or "<img" in html
    return render_article(html).html if shows else mark_safe("")
