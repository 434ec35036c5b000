"""Form pages and the requests that visitors send."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.models import BasePage


class FormPage(BasePage):
    """A page with a form."""

    template = "pages/form.html"
    page_description = _(
        "A form that visitors send: a request for an appointment, a consultation, a question."
    )
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("form page")
