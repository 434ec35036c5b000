"""The field for the color of buttons: a color is picked as well as typed, and checked as soon as it is there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .palettes import OWN_PALETTE, PALETTES, check_accent

ADDRESS_NAME = "check_accent"


class AccentInput(forms.TextInput):
    """A field for a color, with what `static/admin/accent.js` needs to put a picker and an answer beside it."""

    class Media:
        js = ("admin/accent.js",)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        told = {
            "data-clinic-accent": reverse_lazy(ADDRESS_NAME),
            "data-pick": gettext_lazy("Pick the color of buttons"),
        }
        super().__init__({**told, **(attrs or {})})


def answer_accent(request: HttpRequest) -> JsonResponse:
    """Tell whether the color in the address can be read, and the nearest that can; it is stored nowhere.

    Of no color it tells the palette's own, so that the picker shows what buttons look like now.
    """
    palette, typed = request.GET.get("palette", ""), request.GET.get("accent", "").strip()
    if not typed:
        own = (PALETTES.get(palette) or PALETTES[OWN_PALETTE]).get_accent()[0]
        return JsonResponse({"color": own, "said": "", "nearest": "", "take": ""})
    try:
        color = check_accent(palette, typed)
    except ValidationError as error:
        params = error.params or {}
        nearest = params.get("nearest", "")
        return JsonResponse(
            {
                "color": params.get("color", ""),
                "said": " ".join(error.messages),
                "nearest": nearest,
                "take": _("Take %(color)s") % {"color": nearest} if nearest else "",
            }
        )
    said = _("%(color)s can be read on light and dark grounds.") % {"color": color}
    return JsonResponse({"color": color, "said": said, "nearest": "", "take": ""})
