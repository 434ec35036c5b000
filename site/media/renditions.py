"""Pictures are made ready before the first visitor asks for them.

An AVIF of a large photo takes seconds, so it must not happen inside a visitor's request. Which
sizes a picture needs follows from where it is used; `PLACES` is the one list of that, in terms of
the shapes of `media.pictures`. A test holds it against the templates.
"""

from __future__ import annotations

import time

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from infra import content_version, jobs

from .models import ClinicImage
from .pictures import ARTICLE_SPECS, SHAPES, logger

SOCIAL = "fill-1200x630|format-jpeg"
# The part of `model_path` that names the field, and the shapes that show what is in it.
PLACES: dict[str, tuple[str, ...]] = {
    "photo": ("portrait", "profile", "avatar"),
    "map_image": ("map",),
    "logo": ("logo",),
    "logo_dark": ("logo",),
    "image": ("text", "wide"),
    "poster": ("text",),
}
# Pages by type; any other type has the sizes of DEFAULT_PAGE.
PAGE_PICTURES: dict[str, tuple[str, ...]] = {
    "home.homepage": ("hero",),
    "blog.blogpostpage": ("head", "card", "lead"),
}
DEFAULT_PAGE = ("head", "card")
# Pages that search engines are told of as articles, with their picture in three shapes.
ARTICLES = ("blog.blogpostpage",)
SHARED_FIELDS = ("picture", "og_image", "social_image")

# A run ends after this many seconds, so that other jobs get their turn.
BUDGET = 40.0
_done_for: str | None = None


def filters_for(field: str, owner: str) -> set[str]:
    """Return the filter specs that a picture needs in `field` of a model ('app.model').

    A card's own picture inside a page's body is called `picture` as well; `owner` is '' for it.
    """
    shapes = PLACES.get(field, ())
    if field == "picture":
        shapes = PAGE_PICTURES.get(owner, DEFAULT_PAGE) if owner else ("card",)
    specs = {spec for shape in shapes for spec in SHAPES[shape].filters()}
    if owner and field in SHARED_FIELDS:
        specs.add(SOCIAL)
    if field == "picture" and owner in ARTICLES:
        specs.update(ARTICLE_SPECS)
    return specs


def list_wanted() -> dict[int, set[str]]:
    """Return which filter specs each used picture needs, by the picture's id."""
    images = ContentType.objects.get_for_model(ClinicImage)
    uses = ReferenceIndex.objects.filter(to_content_type=images).values_list(
        "to_object_id", "model_path", "content_type_id"
    )
    needs: dict[int, set[str]] = {}
    for image_id, path, owner_id in uses:
        # 'picture' is the page's own; 'body.item.image' and 'body.item.cards.item.picture' lie in blocks.
        field = path.rpartition(".")[2]
        if field == "item":
            field = "image"
        owner = "" if "." in path else _model_name(owner_id)
        needs.setdefault(int(image_id), set()).update(filters_for(field, owner))
    return needs


def _model_name(content_type_id: int) -> str:
    kind = ContentType.objects.get_for_id(content_type_id)
    return f"{kind.app_label}.{kind.model}"


def list_missing() -> dict[int, set[str]]:
    """Return the filter specs that are not made yet, by the picture's id."""
    needs = list_wanted()
    made: dict[int, set[str]] = {}
    rows = ClinicImage.get_rendition_model().objects.filter(image_id__in=needs)
    for image_id, spec in rows.values_list("image_id", "filter_spec"):
        made.setdefault(image_id, set()).add(spec)
    return {pk: rest for pk, specs in needs.items() if (rest := specs - made.get(pk, set()))}


def make_missing(budget: float = BUDGET) -> int:
    """Make what is missing, for at most about `budget` seconds. Returns how many sizes were made.

    A picture whose file is missing or broken is passed over until something is published.
    """
    global _done_for
    token = content_version.read_version()
    if token and token == _done_for:
        return 0
    end, made, shared = time.monotonic() + budget, 0, False
    left = list_missing()
    for image in ClinicImage.objects.filter(pk__in=left):
        for spec in sorted(left[image.pk]):
            if jobs.is_stopping() or time.monotonic() > end:
                return made  # the sitemap hears of them when the round is whole
            try:
                image.get_rendition(spec)
            except Exception:
                logger.warning("picture %s can't be made as %s", image.pk, spec)
                break
            made += 1
            shared = shared or spec in (SOCIAL, *ARTICLE_SPECS)
    if shared and content_version.read_now() == token:
        # Sitemap and graph name pictures that are made: until now they had to leave these out. Nothing else changed.
        content_version.change_version()
        token = content_version.read_now()
    _done_for = token
    return made
