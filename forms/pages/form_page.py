"""The page with a form: what it answers at its addresses."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.models import FormMixin
from wagtail.url_routing import RouteResult

from forms.requests.tokens import read_confirmation_token

from .abstract_form_page import AbstractFormPage
from .visit.preview import show_preview
from .visit.preview_choice import read_choice
from .visit.views import answer_request


class FormPage(AbstractFormPage):
    """A page with a form that visitors send: a request for an appointment, a consultation."""

    # Wagtail gives every class a template of its own name unless it is set here.
    template = "pages/form.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("form page")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Answer `sent/<token>/` besides the page itself."""
        # Also when it was unpublished: whoever was thanked may come back to their reference number.
        if len(path_components) == 2 and path_components[0] == "sent":
            return RouteResult(self, kwargs={"sent": path_components[1]})
        return super().route(request, path_components)

    def knows_route(self, request: HttpRequest, steps: list[str]) -> bool:
        """Tell whether the page answers at `steps` below its address: at a confirmation that is ours, only.

        Whoever asks for anything else below an address that the form once had gets a 404 there, and no redirect.
        """
        return len(steps) == 2 and steps[0] == "sent" and bool(read_confirmation_token(steps[1]))

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The form, and the confirmation."""
        return [("form", _("Form")), ("landing", _("Confirmation"))]

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Bring along which screen and branch the editor chose."""
        chosen = {"form_preview": read_choice(original_request, self.pk)}
        return super().make_preview_request(
            original_request, preview_mode, {**(extra_request_attrs or {}), **chosen}
        )

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the form or the confirmation as they will be; nothing can be sent from here."""
        if mode_name in ("form", "landing", ""):
            return show_preview(self, request, mode_name)
        return super(FormMixin, self).serve_preview(request, mode_name)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, take what was sent, or show the confirmation. See `forms.pages.visit.views`."""
        return answer_request(self, request, sent=kwargs.get("sent", ""))
