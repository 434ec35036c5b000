"""Wagtail's form page as its documentation shows it."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField


class BareField(AbstractFormField):
    """A field of the form."""

    page = ParentalKey("bare.BareForm", on_delete=models.CASCADE, related_name="form_fields")


class BareForm(AbstractForm):
    """A page with a form."""

    template = "bare/form.html"
    landing_page_template = "bare/landing.html"
