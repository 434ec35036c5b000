"""What a page says of a picture goes when the picture goes: words about the former one would be false.

The editor's script (`static/admin/picture_words.js`) does so at once and says it. This is the same rule
for whatever reaches the form another way.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail.blocks import StreamValue

from content.blocks.picture import DescribedPictureBlock, own_text

# Fields that the script sends where somebody put the former words back.
KEPT = "-kept"


def drop_former_words(form: Any) -> None:
    """Empty what `form` still says of a picture that is no longer there, on the page and in its blocks."""
    cleaned = form.cleaned_data
    if "picture" in cleaned and "picture_alt" in cleaned:
        before, now = form.initial.get("picture"), cleaned["picture"]
        words = cleaned["picture_alt"]
        stale = bool(words) and words == form.initial.get("picture_alt")
        if stale and before and before != getattr(now, "pk", None):
            kept = f"{form.add_prefix('picture_alt')}{KEPT}" in form.data
            if not kept or now is None:
                cleaned["picture_alt"] = ""
    for name, value in cleaned.items():
        if isinstance(value, StreamValue) and isinstance(form.initial.get(name), StreamValue):
            _drop_in_stream(value, form.initial[name])


def _drop_in_stream(stream: StreamValue, former: StreamValue) -> None:
    before = {key: (image.pk, own_text(image)) for key, image in _list_pictures(former)}
    for key, image in _list_pictures(stream):
        pk, words = before.get(key, (image.pk, ""))
        if pk != image.pk and words and own_text(image) == words:
            image.own_alt_text = ""
            image.contextual_alt_text = "" if image.decorative else image.description


def _list_pictures(stream: StreamValue) -> Iterator[tuple[str, Any]]:
    """Yield each picture of a stream with the block's id and its place in the block."""
    for child in stream:
        for name, block in getattr(child.block, "child_blocks", {}).items():
            if isinstance(block, DescribedPictureBlock) and (image := child.value.get(name)):
                yield f"{child.id}-{name}", image
